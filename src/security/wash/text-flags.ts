import { FLAGS, HIGH, LONG } from '../scan/char-class.js';
import { flagsOf } from '../scan/flags-of.js';
import { createSweep, mayHoldMore } from '../scan/sweep.js';
import { isId, isTimestamp } from './harmless-shapes.js';
import { createKnownTexts, type KnownTexts, UNKNOWN } from './known-texts.js';

export type TextFlags = {
  /** What one look at each character of a text shows: see `char-class`. Ids and times in their usual form show nothing. */
  of(text: string): number;
  /** The same, but nothing for a text that was found clean before. */
  ofUnknown(text: string): number;
  /** Where to remember the text that `ofUnknown` was asked for last, if it turns out to be clean; `undefined` where it is not worth it. */
  place(): Readonly<KnownTexts['asked']> | undefined;
  remember(place: Readonly<KnownTexts['asked']>): void;
};

/** Bytes are swept faster than characters. `suspects`: flags without which a text is clean. */
export const createTextFlags = (suspects: number): TextFlags => {
  const bytes = Buffer.allocUnsafeSlow(3 * LONGEST_WRITTEN);
  const flagsOfByte = FLAGS;
  const sweep = createSweep();
  const known = createKnownTexts(bytes);
  const wordings = createKnownTexts(bytes, true);
  let mayBeKnown = false;
  let isAsked = false;

  const look = (text: string): number => {
    isAsked = false;
    if (text.length <= LONGEST_BY_HAND) return lookAtShort(text);
    if (text.length > LONGEST_WRITTEN) return flagsOf(text);
    const length = bytes.write(text);
    return length === text.length ? lookAtBytes(length) : sweep(bytes, 0, length);
  };

  /** A short text is written by hand in less time than it takes to ask for it, and for most a look at single bytes is enough. */
  const lookAtShort = (text: string): number => {
    const { length } = text;
    let all = 0;
    let seen = 0;
    for (let at = 0; at < length; at += 1) {
      const code = text.charCodeAt(at);
      all |= code;
      seen |= flagsOfByte[code & LAST_BYTE] as number;
      bytes[at] = code;
    }
    // Of what is not ASCII only that it is there is seen.
    if (all > LAST_ASCII) return HIGH | sweep(bytes, 0, bytes.write(text));
    if ((seen & suspects) === 0 && !mayHoldMore(seen, length)) return seen;
    return isId(bytes, 0, length) || isTimestamp(bytes, 0, length) ? 0 : lookAtBytes(length);
  };

  /** Of ASCII: of other texts two may have the same bytes. */
  const lookAtBytes = (length: number): number => {
    if (!mayBeKnown || length < SHORTEST_REMEMBERED || length > LONGEST_REMEMBERED) return sweep(bytes, 0, length);
    const before = wordings.flagsOf(0, length);
    if (before !== UNKNOWN && (before & suspects) === 0) return before;
    if (known.flagsOf(0, length) === 0) return 0;
    isAsked = true;
    return before === UNKNOWN ? lookAtNew(length) : before;
  };

  /** All digits are alike to the sweep, but for those of tokens. */
  const lookAtNew = (length: number): number => {
    const flags = sweep(bytes, 0, length);
    if ((flags & LONG) === 0) wordings.remember(wordings.asked.first, wordings.asked.second, flags);
    else if ((flags & suspects) === 0) known.remember(known.asked.first, known.asked.second, 0);
    return flags;
  };

  return {
    of: (text) => {
      mayBeKnown = false;
      return look(text);
    },
    ofUnknown: (text) => {
      mayBeKnown = true;
      return look(text);
    },
    place: () => (isAsked ? { first: known.asked.first, second: known.asked.second } : undefined),
    remember: ({ first, second }) => known.remember(first, second, 0),
  };
};

const LONGEST_BY_HAND = 40;
const LAST_ASCII = 0x7f;
const LAST_BYTE = 0xff;
/** UTF-16 code units; each is at most three bytes. */
const LONGEST_WRITTEN = 16 * 1024;
/** A shorter text is looked at as fast as its hash is made; longer ones hardly come again. */
const SHORTEST_REMEMBERED = 8;
const LONGEST_REMEMBERED = 512;
