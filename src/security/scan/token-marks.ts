import { HEAD, IS_ALPHANUMERIC, MARK, TOKEN } from './char-class.js';
import { ENCODED_HEADS } from './encoded-json.js';
import { leadOf, THREES } from './leads.js';
import { OBJECT_HEADS } from './object-head.js';
import { KEY_MARKS } from './private-key.js';
import { SHAPE_MARKS } from './token-shapes.js';
import { readVendors } from './vendor-table.js';

/**
 * Makes the look at a text with a long word for what a token, a JWT or a key must show: `TOKEN`, `HEAD`, `MARK`. Ids of most kinds (hexadecimal, ULID, KSUID,
 * nanoid) show none of them. By three characters, as numbered in `leads.ts`: one too many costs a closer look only. Escapes, which may hide where a
 * word begins, are the caller's to ask for.
 */
export const createMarksIn = () => {
  const nearOf = NEAR;
  let shown: Marks | undefined;

  return (bytes: Uint8Array, from: number, end: number): number => {
    // At the first text, not when the app starts.
    shown ??= marks ??= readMarks();
    const { within, ahead } = shown;
    let letters = 0;
    let near = 0;
    let marked = 0;
    let begun = 0;
    for (let at = from; at < end; at = (at + 1) | 0) {
      const byte = bytes[at] as number;
      letters = leadOf(letters, byte);
      near = ((near << 1) & KEPT_NEAR) | (nearOf[byte] as number);
      marked |= (within[letters >> 3] as number) >> (letters & 7);
      if (((near ^ LETTER_IN_FRONT) & (LETTER_IN_FRONT | ESCAPE_IN_FRONT)) !== 0) begun |= ahead[letters] as number;
    }
    return begun * TOKEN + (marked & 1) * MARK;
  };
};

/** By the number of three characters. */
type Marks = {
  /** A bit for each: what may stand anywhere. Bits, so that the table stays in the processor's first cache: it is asked for each character. */
  readonly within: Uint8Array;
  /** `IS_TOKEN` and `IS_HEAD`: what may stand where a word begins. */
  readonly ahead: Uint8Array;
};

let marks: Marks | undefined;

/**
 * Of `near`, which is moved on by a bit with each character: whether the one in front of the last three was a letter or a digit, and whether an escape
 * (`%20`) ended with it, which begins two characters further in front.
 */
const LETTER_IN_FRONT = 1 << 3;
const PERCENT = 1 << 16;
const ESCAPE_IN_FRONT = PERCENT << 5;
const KEPT_NEAR = (LETTER_IN_FRONT - 1) * 2 + (ESCAPE_IN_FRONT - PERCENT) * 2;

const NEAR = IS_ALPHANUMERIC.map((bit, byte) => (byte === 0x25 ? PERCENT : bit));

/** The flags as bits of one byte. */
const IS_TOKEN = 1;
const IS_HEAD = HEAD / TOKEN;

const readMarks = (): Marks => {
  const within = new Uint8Array(THREES / 8);
  const ahead = new Uint8Array(THREES);
  const put = (codes: readonly number[], bit: number): void => {
    const letters = codes.reduce(leadOf, 0);
    ahead[letters] = (ahead[letters] ?? 0) | bit;
  };
  const putWithin = (codes: readonly number[]): void => {
    const letters = codes.reduce(leadOf, 0);
    within[letters >> 3] = (within[letters >> 3] ?? 0) | (1 << (letters & 7));
  };
  const beginnings = readVendors().map(({ prefix }) => prefix);
  for (const text of beginnings) for (const codes of behind(codesOf(text))) put(codes, IS_TOKEN);
  for (const text of [...OBJECT_HEADS, ...ENCODED_HEADS]) for (const codes of behind(codesOf(text))) put(codes, IS_HEAD);
  for (const text of [...SHAPE_MARKS, ...KEY_MARKS]) for (const codes of inFront(codesOf(text))) putWithin(codes);
  return { within, ahead };
};

const codesOf = (text: string): readonly number[] => [...text.slice(0, 3)].map((character) => character.charCodeAt(0));

const ANY = Array.from({ length: 32 }, (_, code) => code);

/** Filled up to three with whatever may stand behind: a word begins where they do. */
const behind = (codes: readonly number[]): readonly (readonly number[])[] =>
  codes.length >= 3 ? [codes] : ANY.flatMap((any) => behind([...codes, any]));

/** With whatever may stand in front: a mark may end the text. */
const inFront = (codes: readonly number[]): readonly (readonly number[])[] =>
  codes.length >= 3 ? [codes] : ANY.flatMap((any) => inFront([any, ...codes]));
