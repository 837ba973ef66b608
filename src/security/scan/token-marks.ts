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
  const isAlphanumeric = IS_ALPHANUMERIC;
  let shown: Uint8Array | undefined;

  return (bytes: Uint8Array, from: number, end: number): number => {
    // At the first text, not when the app starts.
    shown ??= marks ??= readMarks();
    let letters = 0;
    let near = 0;
    let found = 0;
    for (let at = from; at < end; at = (at + 1) | 0) {
      const byte = bytes[at] as number;
      letters = leadOf(letters, byte);
      near = (near << 1) | (isAlphanumeric[byte] as number);
      found |= (shown[letters] as number) & (((near >> FOURTH_BACK) & 1) === 0 ? ANYTHING : IS_MARK);
    }
    return found * TOKEN;
  };
};

let marks: Uint8Array | undefined;

/** Of `near`: whether the character in front of the last three was a letter or a digit. */
const FOURTH_BACK = 3;

/** The flags as bits of one byte. */
const IS_TOKEN = 1;
const IS_HEAD = HEAD / TOKEN;
const IS_MARK = MARK / TOKEN;
const ANYTHING = IS_TOKEN | IS_HEAD | IS_MARK;

/** For each three characters what they show. */
const readMarks = (): Uint8Array => {
  const shown = new Uint8Array(THREES);
  const put = (codes: readonly number[], bit: number): void => {
    const letters = codes.reduce(leadOf, 0);
    shown[letters] = (shown[letters] ?? 0) | bit;
  };
  const beginnings = readVendors().map(({ prefix }) => prefix);
  for (const text of beginnings) for (const codes of behind(codesOf(text))) put(codes, IS_TOKEN);
  for (const text of [...OBJECT_HEADS, ...ENCODED_HEADS]) for (const codes of behind(codesOf(text))) put(codes, IS_HEAD);
  for (const text of [...SHAPE_MARKS, ...KEY_MARKS]) for (const codes of inFront(codesOf(text))) put(codes, IS_MARK);
  return shown;
};

const codesOf = (text: string): readonly number[] => [...text.slice(0, 3)].map((character) => character.charCodeAt(0));

const ANY = Array.from({ length: 32 }, (_, code) => code);

/** Filled up to three with whatever may stand behind: a word begins where they do. */
const behind = (codes: readonly number[]): readonly (readonly number[])[] =>
  codes.length >= 3 ? [codes] : ANY.flatMap((any) => behind([...codes, any]));

/** With whatever may stand in front: a mark may end the text. */
const inFront = (codes: readonly number[]): readonly (readonly number[])[] =>
  codes.length >= 3 ? [codes] : ANY.flatMap((any) => inFront([any, ...codes]));
