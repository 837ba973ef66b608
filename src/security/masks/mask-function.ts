import type { MaskFunction } from '../security-options.js';
import { unicodePattern } from '../unicode-pattern.js';
import { plainText } from './plain-text.js';

/** What a mask function is told. */
export type MaskedThing = { readonly value: string; readonly kind: string; readonly key: string | undefined };

/**
 * What the user's function makes of a value; `undefined` if that is no text, one that still holds the value, in whatever letter case and with
 * whatever signs between, or one of absurd length. It throws what the function throws.
 */
export const answerOf = (mask: MaskFunction, { value, kind, key }: MaskedThing): string | undefined => {
  const answer: unknown = mask(value, { kind, key });
  if (answer instanceof Promise) answer.catch(() => {});
  return typeof answer === 'string' && answer.length <= LONGEST && !tells(answer, value) ? answer : undefined;
};

/** As long as the longest text of a record by default. */
const LONGEST = 32 * 1024;

const tells = (answer: string, value: string): boolean => {
  const bare = value.trim();
  const read = asRead(bare);
  return (bare !== '' && answer.includes(bare)) || (read.length >= LEAST_READ && asRead(answer).includes(read));
};

/** The letters and digits alone. Fewer than these may stand in a mask by chance. */
const asRead = (text: string): string => plainText(text).toLowerCase().replace(SIGNS(), '');
const SIGNS = unicodePattern(String.raw`[^\p{L}\p{N}]`, 'gu');
const LEAST_READ = 4;
