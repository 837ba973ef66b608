/**
 * Texts that were found clean, remembered by a hash: messages, routes, user agents and host names come again and again, and to read 64 bits for each is
 * faster than to look at every character. The hash begins at random in each process, so which texts share one is not known outside. A place holds one text,
 * the last.
 */
export type KnownTexts = {
  /** Whether the bytes from `from` to `end` are known. What it read is kept for `remember`. */
  has(from: number, end: number): boolean;
  /** The place of the text that `has` was asked last, for `remember`. */
  readonly asked: { first: number; second: number };
  remember(first: number, second: number): void;
};

const PLACES = 4096;
const MASK = PLACES - 1;

export const createKnownTexts = (bytes: Buffer): KnownTexts => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const known = new Int32Array(2 * PLACES);
  const seedOfFirst = randomSeed();
  const seedOfSecond = randomSeed();
  const asked = { first: 0, second: 0 };

  const has = (from: number, end: number): boolean => {
    let first = seedOfFirst ^ (end - from);
    let second = seedOfSecond;
    const last = end - 4;
    let at = from | 0;
    for (; at < last; at = (at + 4) | 0) {
      const word = view.getInt32(at, true);
      first = Math.imul(first ^ word, 0x85ebca6b);
      first ^= first >>> 13;
      second = Math.imul((second ^ word) + 1, 0xc2b2ae35);
      second ^= second >>> 16;
    }
    // The last four bytes, some of them for the second time: a text that is asked for is longer than that.
    const word = view.getInt32(last, true);
    first = Math.imul(first ^ word, 0x85ebca6b);
    asked.first = first ^ (first >>> 15);
    asked.second = Math.imul((second ^ word) + 1, 0xc2b2ae35);
    const place = (asked.first & MASK) << 1;
    return known[place] === asked.first && known[place + 1] === asked.second;
  };

  const remember = (first: number, second: number): void => {
    const place = (first & MASK) << 1;
    known[place] = first;
    known[place + 1] = second;
  };

  return { has, asked, remember };
};

const randomSeed = (): number => (Math.random() * 2 ** 32) | 0;
