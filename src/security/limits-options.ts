/** What may be written. */
export type LimitsOptions = {
  /** How much of a record is written down. What lies beyond is left out, and the record gets `"truncated":true`. */
  readonly limits?:
    | {
        /** Levels of nesting; what lies deeper becomes `[Object]` or `[Array]`. Default 12. */
        readonly depth?: number | undefined;
        /** Keys of one object or map. Default 500. */
        readonly keys?: number | undefined;
        /** Items of one array or set. Default 1000. */
        readonly items?: number | undefined;
        /** Values of one record, all levels together. Default 20,000. */
        readonly nodes?: number | undefined;
        /** UTF-16 code units of one key. Default 256. */
        readonly keyLength?: number | undefined;
        /** UTF-16 code units of one text. Default 32,768. */
        readonly stringLength?: number | undefined;
        /** UTF-16 code units of a record's own `msg` or `message`. Default 32,768. */
        readonly messageLength?: number | undefined;
        /** UTF-8 bytes of one record, however it came in. Default 262,144. */
        readonly recordBytes?: number | undefined;
      }
    | undefined;
};
