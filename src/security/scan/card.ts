import { isDigit } from './ascii.js';
import { closesNumber, opensNumber } from './borders.js';
import { groupedEnds } from './card-groups.js';
import { countDigits } from './digits.js';
import type { Sight } from './finding.js';
import { isIssued, isRarelyIssued } from './issuers.js';
import { isLuhnWithin } from './luhn.js';

/**
 * Card numbers: an issuer's range with its length and a right check digit, plain or grouped as cards are printed. One long number in ten
 * has a right check digit by chance, so the ranges are exact. A word such as `card` in front, or `strict`, lets rare ranges and lengths in.
 *
 * Notes the longest one that begins with the digits from `at` to `runEnd`, and answers its end, or 0.
 */
export const noteCard = (sight: Sight, at: number, runEnd: number): number => {
  const size = runEnd - at;
  if (size < FEWEST_IN_FRONT || size > MOST_DIGITS) return 0;
  const end = size >= FEWEST_DIGITS ? cardEndingAt(sight, at, runEnd) : groupedCardEnd(sight, at, runEnd);
  if (end === 0 || !sight.wants('card')) return 0;
  sight.note('card', at, end);
  return end;
};

const FEWEST_IN_FRONT = 4;
const FEWEST_DIGITS = 12;
const MOST_DIGITS = 19;

const groupedCardEnd = (sight: Sight, at: number, runEnd: number): number => {
  const ends = groupedEnds(sight.text, at, runEnd);
  for (let index = ends.length - 1; index >= 0; index -= 1) {
    const end = cardEndingAt(sight, at, ends[index] as number);
    if (end > 0) return end;
  }
  return 0;
};

/** `end` if a card number stands from `at` to there, or 0. */
const cardEndingAt = ({ text, isStrict }: Sight, at: number, end: number): number => {
  if (!isLuhnWithin(text, at, end) || !closesNumber(text, end)) return 0;
  const digits = countDigits(text, at, end);
  const prefix = prefixAt(text, at);
  const isUsual = isIssued(prefix, digits);
  if (!isUsual && !isRarelyIssued(prefix, digits)) return 0;
  return ((isUsual || isStrict) && opensNumber(text, at)) || isOnTrack(text, at) || isCalledCard(text, at) ? end : 0;
};

/** The first six digits. */
const prefixAt = (text: string, start: number): number => {
  let prefix = 0;
  for (let at = start, digits = 0; digits < 6; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) continue;
    prefix = prefix * 10 + digit;
    digits += 1;
  }
  return prefix;
};

/** What a magnetic stripe holds: `%B4111...^DOE/JANE^...` (ISO/IEC 7813). */
const isOnTrack = (text: string, at: number): boolean => text.startsWith('%B', at - 2);

/** Where a word says `card`, the number may also hang on that word: `pan4111...`, `card-4111...`. */
const isCalledCard = (text: string, at: number): boolean =>
  CARD_WORD.test(text.slice(Math.max(0, at - WORD_REACH), at)) && !isFraction(text, at);

const WORD_REACH = 32;
const CARD_WORD =
  /(?<!dis)card(?!i)|credit|debit|visa|amex|maestro|diners|unionpay|rupay|(?:^|[^a-z])(?:cc|pan|jcb|kreditkarte|carte|tarjeta)(?![a-z])/i;

const isFraction = (text: string, at: number): boolean => text[at - 1] === '.' && isDigit(text.charCodeAt(at - 2));
