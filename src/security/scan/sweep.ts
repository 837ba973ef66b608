import {
  BINDS,
  CONTROL,
  COUNTED,
  COUNTS,
  DASHES,
  DIGIT_COUNT,
  DIGITS,
  DOTTED,
  FLAGS,
  HEAD,
  HIGH,
  HYPHEN,
  IS_ALPHANUMERIC,
  KEPT,
  LEAD,
  LONG,
  MARK,
  SPACE,
  STOPS,
  TOKEN,
  VEILS,
} from './char-class.js';
import { LEADS, leadOf } from './leads.js';
import { createMarksIn } from './token-marks.js';

/**
 * Makes the closer look at the bytes from `from` to `end`: the flags of single bytes, and those that tell of several together. The tables are constants of
 * this function, as in `find-quote.ts`.
 */
export const createSweep = () => {
  const flagsOf = FLAGS;
  const countsOf = COUNTS;
  const keptOf = KEPT;
  const leadsIn = createLeadsIn();
  const marksIn = createMarksIn();

  return (bytes: Uint8Array, from: number, end: number): number => {
    let seen = 0;
    let counts = 0;
    let rows = 0;
    let longest = 0;
    for (let at = from | 0; at < end; at = (at + 1) | 0) {
      const byte = bytes[at] as number;
      seen |= flagsOf[byte] as number;
      const count = countsOf[byte] as number;
      counts = (counts + count) | 0;
      rows = (rows + 1 + (count & DIGIT_COUNT)) & (keptOf[byte] as number);
      longest |= rows + DIGIT_COUNT;
    }
    if (end - from > MOST_COUNTED) return seen | LONG_TEXT;
    seen |= countedIn(seen, counts, longest);
    if ((seen & (LONG | TOKEN)) === LONG) seen |= marksIn(bytes, from, end);
    if ((seen & SPACE) === 0) return seen;
    if ((seen & HYPHEN) !== 0 && hasTwoDashes(bytes, from, end)) seen |= DASHES;
    return seen | leadsIn(bytes, from, end);
  };
};

/** What the numbers of digits, dots and colons say, and the longest rows. */
const countedIn = (seen: number, counts: number, longest: number): number => {
  const isVeiled = (seen & HIDES) !== 0;
  let flags = 0;
  if (longest >= LEAST_IN_A_ROW || (isVeiled && counts >= LEAST_IN_ALL)) flags |= DIGITS;
  if ((counts & TEN_BITS) >= 3 || ((counts >> 10) & TEN_BITS) >= 2) flags |= DOTTED;
  if ((longest & (DIGIT_COUNT - 1)) >= LONG_RUN) flags |= hidesWords(seen) ? LONG | TOKEN | HEAD | MARK : LONG;
  return flags;
};

/** Whether something may hide where a word begins: but for `%20`, which `token-marks` understands. Only of a backslash both flags are shown. */
const hidesWords = (seen: number): boolean => (seen & (CONTROL | HIGH)) !== 0 || (seen & (STOPS | VEILS)) === (STOPS | VEILS);

/** Whether a text of `length` bytes with these flags of single bytes may have one of those that tell of several. */
export const mayHoldMore = (seen: number, length: number): boolean =>
  length >= LONG_RUN || (seen & SPACE) !== 0 || ((seen & COUNTED) !== 0 && length >= LEAST_DIGITS);

const TEN_BITS = 1023;
/** The counts have ten bits each. Of a longer text everything is to be expected. */
const MOST_COUNTED = 1000;
const LONG_TEXT = LEAD | DIGITS | DASHES | LONG | TOKEN | HEAD | MARK | DOTTED | BINDS;
const LEAST_DIGITS = 7;
const LEAST_IN_ALL = LEAST_DIGITS * DIGIT_COUNT;
/**
 * `longest` is the union of all lengths: of runs it shows 16 or more when one of them was so long; of digits in a row, to which one is always added,
 * eight or more.
 */
const LONG_RUN = 16;
const LEAST_IN_A_ROW = (LEAST_DIGITS + 1) * DIGIT_COUNT;
/** They may hide where a word begins, and what stands between digits. */
const HIDES = CONTROL | HIGH | VEILS;

/**
 * Whether a word begins as a name of secrets does, or is a flag of one letter that may take one. A lead is three letters or digits behind none, or one behind
 * two that are none (` -p`): only where a word begins there is something to look up.
 */
const createLeadsIn = () => {
  const leads = LEADS;
  const isAlphanumeric = IS_ALPHANUMERIC;

  /** Whether the three bytes that end at `last` are a lead; what stands before the text counts as nothing. */
  const isLead = (bytes: Uint8Array, from: number, last: number): number => {
    const second = last > from ? (bytes[last - 1] as number) : 0;
    const first = last > from + 1 ? (bytes[last - 2] as number) : 0;
    const letters = leadOf(leadOf(leadOf(0, first), second), bytes[last] as number);
    return (leads[letters >> 3] as number) >> (letters & 7);
  };

  return (bytes: Uint8Array, from: number, end: number): number => {
    let found = 0;
    let isInWord = 0;
    let wasInWord = 0;
    for (let at = from; at < end; at = (at + 1) | 0) {
      const isWord = isAlphanumeric[bytes[at] as number] as number;
      if (isWord > isInWord) {
        if (wasInWord === 0) found |= isLead(bytes, from, at);
        if (at + 2 < end && (isAlphanumeric[bytes[at + 1] as number] as number) + (isAlphanumeric[bytes[at + 2] as number] as number) === 2)
          found |= isLead(bytes, from, at + 2);
      }
      wasInWord = isInWord;
      isInWord = isWord;
    }
    return (found & 1) * LEAD;
  };
};

const hasTwoDashes = (bytes: Uint8Array, from: number, end: number): boolean => {
  for (let at = from + 1; at < end; at += 1) if (bytes[at] === DASH && bytes[at - 1] === DASH) return true;
  return false;
};

const DASH = 0x2d;
