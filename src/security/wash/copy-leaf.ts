import { CUT_MARK, cutSeen, cutText, isTooLongToSee, seenOf } from '../cut-text.js';
import { noteCut, type Place, type Walk } from '../walk.js';
import { DROPPED, type LeafWash, type Secret } from './leaf-wash.js';

export type Leaf = string | number | boolean | null | undefined;

/** What is no object, as JSON can say it, masked and within its room; `undefined` for what JSON has no word for, and what is dropped. */
export const copyLeaf = (walk: Walk, value: unknown, place: Place): Leaf => {
  switch (typeof value) {
    case 'string':
      return copyText(walk, value, place);
    case 'number':
      return copyNumber(walk, value, place);
    case 'boolean':
      return place.cover?.isWhole ? maskWhole(walk, place.cover, place) : value;
    case 'bigint':
      return copyText(walk, isLong(value) ? '[BigInt]' : `${value}`, place);
    case 'object':
      return null;
    default:
      return undefined;
  }
};

/** What stands for a value of any kind that is hidden without a look at it. */
export const maskWhole = (walk: Walk, secret: Secret, place: Place): Leaf =>
  settle(walk, walk.wash.mask(secret, UNSEEN, nameAt(place)), place);

/** A number, so that a typed field gets what it gets for numbers. */
const UNSEEN = 0;

const nameAt = ({ key }: Place): string => key?.name ?? '';

const settle = (walk: Walk, masked: ReturnType<LeafWash['mask']>, { room }: Place): Leaf => {
  if (masked === DROPPED) return undefined;
  return typeof masked === 'string' ? spend(walk, cutText(masked, room)) : null;
};

/** Takes a text out of the budget. */
export const spend = (walk: Walk, text: string): string => {
  walk.characters -= text.length;
  return text;
};

const copyText = (walk: Walk, text: string, place: Place): Leaf => {
  const masked = place.cover === undefined ? text : walk.wash.mask(place.cover, text, nameAt(place));
  return masked === text ? spend(walk, washText(walk, text, place)) : settle(walk, masked, place);
};

const washText = (walk: Walk, text: string, place: Place): string => {
  const { key, room } = place;
  if (isTooLongToSee(text, room)) return washHead(walk, text, place);
  const washed = walk.wash.text(text, key, false);
  if (washed.length <= room) return washed;
  const kept = cutText(washed, room);
  noteCut(walk, washed.length - kept.length + CUT_MARK.length);
  return kept;
};

const washHead = (walk: Walk, text: string, { key, room }: Place): string => {
  const kept = cutSeen(walk.wash.text(seenOf(text, room), key, true), room);
  noteCut(walk, text.length - kept.length + CUT_MARK.length);
  return kept;
};

const copyNumber = (walk: Walk, value: number, place: Place): Leaf => {
  walk.characters -= 1;
  if (!Number.isFinite(value)) return null;
  const masked = place.cover === undefined ? value : walk.wash.mask(place.cover, value, nameAt(place));
  if (masked !== value) return settle(walk, masked, place);
  return mayBeCard(value) ? walk.wash.number(value, place.key) : value;
};

/**
 * Whether a number may be a card's: whole, of twelve digits at least, and none begins with 0, 1, 7 or 9. (A time in milliseconds, which most
 * records have, begins with 1.)
 */
const mayBeCard = (value: number): boolean => {
  if (value < LEAST_CARD || !Number.isInteger(value)) return false;
  let first = value / LEAST_CARD;
  while (first >= 10) first /= 10;
  return (first >= 2 && first < 7) || (first >= 8 && first < 9);
};

const LEAST_CARD = 1e11;

/** Writing a number of n digits takes more than n steps: a million digits would hold the loop for long. */
const isLong = (value: bigint): boolean => value > LARGEST_WRITTEN || value < -LARGEST_WRITTEN;
const LARGEST_WRITTEN = 2n ** 2048n;
