import type { WireFormat } from './wire-format.js';

/** What is known of a request before its body is read. */
export type RequestHead = {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** When its header came, in milliseconds since the Unix epoch. */
  readonly receivedAt: number;
};

/** One request as the collector met it. */
export type CollectedRequest = RequestHead & {
  readonly format: WireFormat;
  /** The Content-Encoding; `identity` without one. */
  readonly encoding: string;
  /** Bytes of the body as sent. */
  readonly bytes: number;
  /** Bytes of the body after decompression. */
  readonly rawBytes: number;
  /** All that it carried: parsed JSON, or the text of lines that are not JSON. Empty with `keep: 'counts'`. */
  readonly records: readonly unknown[];
  /** Those of them that the collector took. Empty with `keep: 'counts'`. */
  readonly accepted: readonly unknown[];
  /** How many it took. */
  readonly acceptedCount: number;
  /** What was answered; `undefined` where the client got no answer. */
  readonly status: number | undefined;
};
