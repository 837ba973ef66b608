/**
 * What is known of texts that came before, remembered by a hash: messages, routes, user agents and host names come again and again, and to read 64 bits for
 * each is faster than to look at every character. The hash begins at random in each process, so which texts share one is not known outside. A place holds one
 * text, the last.
 */
export type KnownTexts = {
  /** The flags of the text from `from` to `end`, or `UNKNOWN`. The text must have four bytes. What it read is kept for `remember`. */
  flagsOf(from: number, end: number): number;
  /** The place of the text that was asked for last, for `remember`. */
  readonly asked: { first: number; second: number };
  remember(first: number, second: number, flags: number): void;
};

export const UNKNOWN = -1;

/** `byWording`: texts that differ in nothing but their digits are one, as most messages of a service are. */
export const createKnownTexts = (bytes: Buffer, byWording = false): KnownTexts => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const known = new Int32Array(NUMBERS * PLACES).fill(UNKNOWN);
  const seedOfFirst = randomSeed();
  const seedOfSecond = randomSeed();
  const ignored = byWording ? -1 : 0;
  const asked = { first: 0, second: 0 };

  const flagsOf = (from: number, end: number): number => {
    let first = seedOfFirst ^ (end - from);
    let second = seedOfSecond;
    const last = (end - 4) | 0;
    for (let at = from | 0; ; at = (at + 4) | 0) {
      // The last four bytes, some of them for the second time.
      const read = view.getInt32(at < last ? at : last, true);
      const word = read & ~(digitsIn(read) & ignored);
      first = Math.imul(first ^ word, 0x85ebca6b);
      first ^= first >>> 13;
      second = Math.imul((second ^ word) + 1, 0xc2b2ae35);
      second ^= second >>> 16;
      if (at >= last) break;
    }
    asked.first = first;
    asked.second = second;
    const place = placeOf(first);
    return known[place] === first && known[place + 1] === second ? (known[place + 2] as number) : UNKNOWN;
  };

  const remember: KnownTexts['remember'] = (first, second, flags) => {
    const place = placeOf(first);
    known[place] = first;
    known[place + 1] = second;
    known[place + 2] = flags;
  };

  return { flagsOf, asked, remember };
};

const PLACES = 4096;
/** A place has both halves of the hash, and the flags. */
const NUMBERS = 3;

const placeOf = (first: number): number => ((first ^ (first >>> 15)) & (PLACES - 1)) * NUMBERS;

/** The bits in which one digit differs from another, of each that is among the four bytes of a word: from `0` on they count up to 9, and no other byte does. */
const digitsIn = (word: number): number => {
  const fromZero = word ^ 0x30303030;
  const others = (((fromZero & 0x7f7f7f7f) + 0x76767676) | fromZero) & 0x80808080;
  const ones = ~others & 0x80808080;
  return (ones >>> 3) - (ones >>> 7);
};

const randomSeed = (): number => (Math.random() * 2 ** 32) | 0;
