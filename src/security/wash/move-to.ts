import { isTooLongToSee, seenOf } from '../cut-text.js';
import { STACK_LENGTH } from '../describe-error.js';
import { noteCut, noteMended, type Part, type Walk } from '../walk.js';
import type { KeyVerdict } from './key-verdict.js';
import { ruleOf, stepInto } from './path-rules.js';

/** Moves on to the member under `key`, and says what is known of it. A path's rule wins over the key's own, the nearer word over the farther. */
export const moveToKey = (walk: Walk, key: string, part: Part): KeyVerdict => {
  const verdict = verdictOn(walk, key);
  part.key = verdict;
  part.cover = verdict.secret ?? part.above.cover;
  part.room = roomUnder(walk, verdict, part);
  if (part.above.paths.length > 0) followPaths(key, part);
  return verdict;
};

const verdictOn = (walk: Walk, key: string): KeyVerdict => {
  const { keyLength } = walk.limits;
  const seen = isTooLongToSee(key, keyLength) ? seenOf(key, keyLength) : key;
  if (key.length > keyLength) {
    noteCut(walk, key.length - keyLength);
    // What is looked at costs, not only what stays: many such keys would take long.
    walk.characters -= seen.length - keyLength;
  }
  const verdict = walk.wash.key(seen);
  if (verdict.isUnsafe) noteMended(walk, 'unsafe-key');
  return verdict;
};

const roomUnder = ({ limits }: Walk, { isMessage, name }: KeyVerdict, { above, isError }: Part): number => {
  if (isMessage && above.depth === 0) return limits.messageLength;
  return isError && name === 'stack' ? Math.min(STACK_LENGTH, limits.stringLength) : limits.stringLength;
};

/** Moves on to one item of a list. */
export const moveToItem = (index: number, part: Part): void => {
  if (part.above.paths.length === 0) return;
  part.cover = part.above.cover;
  followPaths(`${index}`, part);
};

/** Moves on to what belongs to `name` in a list of the two. A name that is a text is a key, though it stands in a list. */
export const moveToValue = (walk: Walk, name: unknown, part: Part): void => {
  if (typeof name === 'string') moveToKey(walk, name, part);
  else moveToItem(1, part);
};

const followPaths = (key: string, part: Part): void => {
  part.paths = stepInto(part.above.paths, key);
  part.cover = ruleOf(part.paths) ?? part.cover;
};
