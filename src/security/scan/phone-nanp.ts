import { closesNumber, opensNumber } from './borders.js';
import { isCalledPhone } from './phone-words.js';

/**
 * The end of the North American number that begins at `at`, or 0: `(206) 555-0188`, `1-702-555-0154`, `312.555.0164`. Three numbers with mere blanks
 * between them (`244 348 8217`) need a word in front that calls them a phone number.
 */
export const nanpPhoneEnd = (text: string, at: number, runEnd: number): number => {
  if (!mayBeArea(text, at, runEnd)) return 0;
  NANP.lastIndex = at;
  const match = NANP.exec(text);
  if (!match) return 0;
  const end = at + match[0].length;
  if (!opensNumber(text, at) || !closesNumber(text, end)) return 0;
  const isClear = match[1] !== undefined || match[2] !== ' ' || match[3] !== ' ';
  return isClear || isCalledPhone(text, at) ? end : 0;
};

/** An area code with an exchange behind it, or a bracket or the `1` in front. */
const mayBeArea = (text: string, at: number, runEnd: number): boolean => {
  const size = runEnd - at;
  if (size === AREA_DIGITS) return text.charCodeAt(runEnd + 1) >= TWO;
  const first = text.charCodeAt(at);
  return (size === 1 && (first === ONE || first === BRACKET)) || (size === 1 + AREA_DIGITS && first === ONE);
};

const AREA_DIGITS = 3;
const ONE = 49;
const TWO = 50;
const BRACKET = 40;

/** Area code N[0-8]X and exchange NXX, neither N11 (https://nationalnanpa.com/number_resource_info/). */
const NANP = /(?:1[-. ]?)?(?:(\()[2-9](?!11)[0-8]\d\) ?[-.]?|[2-9](?!11)[0-8]\d([-./ ]))[2-9](?!11)\d\d([-. ])\d{4}/y;
