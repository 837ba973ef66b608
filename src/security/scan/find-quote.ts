import { FLAGS, STOPS } from './char-class.js';

/** Byte of the quote that ends a JSON string. */
export const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Makes the loop that goes through `bytes` from `from` to the quote that ends a JSON string: it answers where that is (not below `end` where there is none) and
 * the flags of single bytes, in one number (see `placeIn`, `flagsIn`), for to write one of them somewhere else costs more than a dozen bytes. A backslash hides
 * the byte behind it. Four bytes are looked up at once, as two pairs; up to three behind `end` are read, too.
 *
 * The tables are constants of this function, not of the module: only then V8 takes them for such when modules are bundled.
 */
export const createFindQuote = (bytes: Buffer) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const flagsOf = FLAGS;
  pairs ??= flagsOfPairs();
  const flagsOfPair = pairs;

  return (from: number, end: number): number => {
    let at = from | 0;
    let seen = 0;
    while (at < end) {
      const word = view.getInt32(at, true);
      const four = (flagsOfPair[word & 0xffff] as number) | (flagsOfPair[word >>> 16] as number);
      if ((four & STOPS) === 0) {
        seen |= four;
        at = (at + 4) | 0;
        continue;
      }
      let byte = bytes[at] as number;
      while (byte !== QUOTE && byte !== BACKSLASH) {
        seen |= flagsOf[byte] as number;
        at = (at + 1) | 0;
        byte = bytes[at] as number;
      }
      if (byte === QUOTE) break;
      seen |= flagsOf[BACKSLASH] as number;
      at = (at + 2) | 0;
    }
    return (at << FLAG_BITS) | seen;
  };
};

/** Flags of single bytes are below 16,384; places are below 2^17. */
const FLAG_BITS = 14;
export const placeIn = (found: number): number => found >> FLAG_BITS;
export const flagsIn = (found: number): number => found & ((1 << FLAG_BITS) - 1);

let pairs: Uint16Array | undefined;

/** Of each two bytes, the second in the upper half. Bytes have few kinds of flags among them, so few rows differ. */
const flagsOfPairs = (): Uint16Array => {
  const all = new Uint16Array(256 * 256);
  const rows = new Map<number, Uint16Array>();
  FLAGS.forEach((flags, byte) => {
    const row = rows.get(flags) ?? Uint16Array.from(FLAGS, (each) => each | flags);
    rows.set(flags, row);
    all.set(row, byte << 8);
  });
  return all;
};
