import { holdsNamed, LONGEST_NAME } from '../keys/pair-role.js';
import { QUOTE } from '../scan/find-quote.js';
import { isSecretValue } from '../scan/placeholder.js';
import { idLength } from './harmless-shapes.js';
import type { KeyBook, KeyVerdict } from './key-verdict.js';
import { createMetTexts } from './met-texts.js';
import { mayName, type NamingList, secretBefore } from './secret-before.js';
import { secretCalled } from './secret-beside.js';
import { createIsSuspectName } from './suspect-names.js';

/**
 * Tells of a line, in bytes, whether a secret may stand in it whose name stands beside it, or in front of it in a list: then it must be taken apart. Of members
 * only the places are noted: where none holds anything, as in most lines, no name is read.
 */
export type LineNames = {
  /** Another line comes. */
  begin(): void;
  /** The value at `at` may be a name, or what one names: its key has a role. */
  note(verdict: KeyVerdict, at: number): void;
  /** Whether a member of the line may hold what another names. */
  areHeld(): boolean;
  /** Whether the text from `start` to `stop`, behind which a list goes on, names a secret that stands there. */
  nameNext(start: number, stop: number, isEntry: boolean): boolean;
};

export const createLineNames = (bytes: Buffer, book: KeyBook): LineNames => {
  const harmless = createMetTexts(bytes);
  const isSuspect = createIsSuspectName(bytes);
  const names: KeyVerdict[] = new Array(MOST_NOTED);
  const places = new Int32Array(MOST_NOTED);
  let noted = 0;
  let isHolding = false;

  const isNamed = (index: number): boolean => {
    const start = (places[index] as number) + 1;
    if (bytes[start - 1] !== QUOTE || idLength(bytes, start) > 0) return false;
    const stop = endOfText(bytes, start);
    if (stop - start > MOST_NAME_BYTES || harmless.has(start, stop)) return false;
    const name = textOf(bytes, start, stop);
    if (name === undefined) return true;
    if (secretCalled(book.of, 'names', name) === undefined) {
      harmless.put(start, stop);
      return false;
    }
    return secretCalled(book.of, (names[index] as KeyVerdict).role, name) !== undefined;
  };

  const isSecretAt = (at: number, before: string, list: NamingList): boolean => {
    const item = bytes[at] === QUOTE ? textOf(bytes, at + 1, endOfText(bytes, at + 1)) : undefined;
    const secret = secretBefore(book.of, { before, item, index: 1 }, list);
    return secret !== undefined && (item === undefined || !STAYS.test(item) || isSecretValue(item, secret.trust));
  };

  return {
    begin: () => {
      noted = 0;
      isHolding = false;
    },
    note: (verdict, at) => {
      if (holdsNamed(verdict.role)) isHolding ||= !isSmall(bytes, at);
      else if (noted < MOST_NOTED) {
        names[noted] = verdict;
        places[noted] = at;
        noted += 1;
      }
    },
    areHeld: () => {
      if (!isHolding) return false;
      if (noted === MOST_NOTED) return true;
      for (let index = 0; index < noted; index += 1) if (isNamed(index)) return true;
      return false;
    },
    nameNext: (start, stop, isEntry) => {
      if (stop - start > MOST_NAME_BYTES || !(isEntry || isSuspect(start, stop))) return false;
      const before = textOf(bytes, start, stop);
      if (before === undefined) return true;
      return mayName(before, isEntry) && isSecretAt(stop + QUOTE_AND_COMMA, before, isEntry ? ENTRY : ANY_LIST);
    },
  };
};

/** A line with more of them is rather taken apart. */
const MOST_NOTED = 64;
/** UTF-8 of the longest name, with escapes. */
const MOST_NAME_BYTES = 6 * LONGEST_NAME;
const QUOTE_AND_COMMA = 2;

/** What the sanitiser leaves as it is, whatever its options. Another text may grow by it, and be a secret where it was too short for one. */
const STAYS = /^[\w ][\w .,:/-]*$/;

const ENTRY: NamingList = { isEntry: true, name: '' };
/** Of whatever name: rather one line more is taken apart. */
const ANY_LIST: NamingList = { isEntry: false, name: 'rawHeaders' };

/** `undefined` for what is no JSON. */
const textOf = (bytes: Buffer, start: number, stop: number): string | undefined => {
  const raw = bytes.toString('utf8', start, stop);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return undefined;
  }
};

const endOfText = (bytes: Buffer, start: number): number => {
  let at = start;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
};

const BACKSLASH = 0x5c;

/** A yes, a no, nothing, and numbers of two digits are no secrets. */
const isSmall = (bytes: Buffer, at: number): boolean => {
  const first = bytes[at] as number;
  if (first >= LETTER_A && first <= LETTER_Z) return true;
  return isDigit(first) && (isEnd(bytes[at + 1]) || (isDigit(bytes[at + 1] as number) && isEnd(bytes[at + 2])));
};

const LETTER_A = 0x61;
const LETTER_Z = 0x7a;
const COMMA = 0x2c;
const CLOSE_OBJECT = 0x7d;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isEnd = (byte: number | undefined): boolean => byte === COMMA || byte === CLOSE_OBJECT;
