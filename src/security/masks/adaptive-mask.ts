import { unicodePattern } from '../unicode-pattern.js';
import { STARS } from './full-mask.js';

/**
 * For what has no form of its own: at most four characters and at most a quarter of them are shown, only the end of what has under
 * twelve, nothing of what has under eight, and the stars between are always three.
 */
export const adaptiveMask = (value: string): string => {
  const length = lengthOf(value);
  if (length < LEAST_LENGTH) return STARS;
  const shown = Math.min(MOST_SHOWN, Math.floor(length / 4));
  const first = length < ONE_END_UNDER ? 0 : Math.floor(shown / 2);
  return withEnds(value, { first, last: shown - first });
};

/** How many characters are shown at a text's ends. */
export type Ends = { readonly first?: number | undefined; readonly last?: number | undefined };

/** `value` with its ends shown; three stars alone if under four, or under a quarter of its characters, would stay hidden. */
export const endsMask = (value: string, { first = 0, last = 0 }: Ends): string => {
  const length = lengthOf(value);
  return length - first - last < Math.max(LEAST_HIDDEN, length / 4) ? STARS : withEnds(value, { first, last });
};

/** Whether `endsMask` has made it. */
export const isEndsMask = (value: string, { first = 0, last = 0 }: Ends): boolean => {
  const characters = charactersOf(value);
  return characters.length === first + STARS.length + last && characters.slice(first, first + STARS.length).join('') === STARS;
};

const MOST_SHOWN = 4;
const LEAST_LENGTH = 8;
const ONE_END_UNDER = 12;
const LEAST_HIDDEN = 4;

const lengthOf = (value: string): number => charactersOf(value).length;

/** Of a long value the ends do: more than that is never shown. */
const charactersOf = (value: string): readonly string[] => [
  ...(value.length > LONG ? value.slice(0, LONG / 2) + value.slice(-LONG / 2) : value),
];

const LONG = 256;

/** Ends that hold anything that cannot be seen, half a character, or a star, are not shown. */
const withEnds = (value: string, { first, last }: { readonly first: number; readonly last: number }): string => {
  const characters = charactersOf(value);
  const head = characters.slice(0, first).join('');
  const tail = characters.slice(characters.length - last).join('');
  return SEEN().test(head + tail) ? head + STARS + tail : STARS;
};

const SEEN = unicodePattern(String.raw`^(?:(?!\*)[\p{L}\p{N}\p{P}\p{S}])*$`);
