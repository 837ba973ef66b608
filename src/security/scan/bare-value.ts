import { isAlphanumeric, isLetter } from './ascii.js';
import { isQuote } from './quoted.js';

/**
 * Where a value without quotes ends: at white space, or at a sign that ends it here. Signs may stand in a password as well (`Tr0ub4dor&3`,
 * `a)b`), so that `&`, `;`, `,` and `|` only end it before another pair or a space, quotes only before what may follow one, and brackets, too,
 * where they were not opened in the value.
 */
export const endOfBare = (text: string, start: number): number => {
  let at = endOfBracketed(text, start);
  let open = 0;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isAlphanumeric(code)) continue;
    const depth = open + step(text, at, code);
    if (depth < 0 || depth === open) {
      const next = code === BACKSLASH ? afterBackslashes(text, at) : at + 1;
      if (endsAt(text, at, next)) break;
      at = next - 1;
    } else open = depth;
  }
  return withoutFullStop(text, start, at);
};

/** 1 where a bracket opens, -1 where one closes. */
const step = (text: string, at: number, code: number): number => {
  if (isCloser(code)) return -1;
  return isOpener(code) && !opensTag(text, at) ? 1 : 0;
};

/** `<source token>`, `<Token id=3>`, `<%= token %>`, `(known after apply)` and `${{ secrets.TOKEN }}` have blanks. */
const endOfBracketed = (text: string, start: number): number => {
  const code = text.charCodeAt(start);
  if (code !== LESS && code !== PARENTHESIS && code !== DOLLAR) return start;
  const placeholder = PLACEHOLDER.exec(text.slice(start, start + LONGEST_PLACEHOLDER));
  return placeholder === null ? start : start + placeholder[0].length;
};

const PARENTHESIS = 40;
const DOLLAR = 36;
const LONGEST_PLACEHOLDER = 80;
const PLACEHOLDER = /^(?:<[A-Za-z][^<>\n]*>|<%[^%\n]*%>|\([A-Za-z][A-Za-z _-]*\)|\$\{\{[^{}\n]*\}\})/;

/** `next` is behind the sign at `at`, or behind all of a run of backslashes. */
const endsAt = (text: string, at: number, next: number): boolean => {
  const code = text.charCodeAt(at);
  if (isSpace(code)) return true;
  if (code === BACKSLASH) return isQuote(text.charCodeAt(next)) || endsLine(text, next);
  if (isSeparator(code)) return endsPiece(text, at);
  return isCloser(code) || isAnyQuote(code) ? isClosing(text, at + 1) : opensTag(text, at);
};

const AMPERSAND = 38;
const LESS = 60;
const BACKSLASH = 92;

const isOpener = (code: number): boolean => code === 40 || code === 91 || code === 123 || code === LESS;
const isCloser = (code: number): boolean => code === 41 || code === 93 || code === 125 || code === 62;
/** `&` `;` `,` `|` */
const isSeparator = (code: number): boolean => code === AMPERSAND || code === 59 || code === 44 || code === 124;
const isAnyQuote = (code: number): boolean => isQuote(code) || code === 0x201c || code === 0x201d || code === 0xbb;

/** White space, and what nobody sees. */
export const isSpace = (code: number): boolean => code <= 32 || (code >= 0x7f && (code <= 0xa0 || isUnseen(code)));

const isUnseen = (code: number): boolean =>
  (code >= 0x2000 && code <= 0x200f) ||
  (code >= 0x2028 && code <= 0x202f) ||
  (code >= 0x205f && code <= 0x206f) ||
  code === 0x3000 ||
  code === 0xfeff;

const afterBackslashes = (text: string, from: number): number => {
  let at = from;
  while (text.charCodeAt(at) === BACKSLASH) at += 1;
  return at;
};

/** A line break that is written out, and a next pair behind it: `x\nuser=bob`. */
const endsLine = (text: string, at: number): boolean => 'nrt'.includes(text.charAt(at)) && at < text.length && beginsPair(text, at + 1);

/** The end of an element, or a line break of HTML. */
const opensTag = (text: string, at: number): boolean =>
  text.charCodeAt(at) === LESS && (text.charCodeAt(at + 1) === 47 || text.startsWith('br', at + 1));

/** Whether a separator parts two things: nothing follows, a space, a sign that closes, or another name with its sign; or it begins an entity. */
const endsPiece = (text: string, at: number): boolean =>
  isClosing(text, at + 1) || beginsPair(text, at + 1) || (text.charCodeAt(at) === AMPERSAND && ENTITY.test(text.slice(at, at + 8)));

const ENTITY = /^&(?:quot|apos|lt|gt|#\d{2,3}|#x[\da-f]{2});/i;

const isClosing = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return Number.isNaN(code) || isSpace(code) || isAnyQuote(code) || AFTER_CLOSER.includes(text.charAt(at));
};

const AFTER_CLOSER = ',;.:)]}>|&\\<';

/** `&user=`, `;User Id=`, `amp;user=`. */
const beginsPair = (text: string, from: number): boolean => {
  if (!opensName(text, from)) return false;
  const last = Math.min(text.length, from + LONGEST_NAME);
  let at = from + 1;
  while (at < last && isNamePart(text.charCodeAt(at))) at += 1;
  const sign = text.charCodeAt(at);
  return sign === 61 || sign === 58;
};

const LONGEST_NAME = 48;

const opensName = (text: string, at: number): boolean =>
  isLetter(text.charCodeAt(at)) || (at < text.length && '_["\''.includes(text.charAt(at)));

const isNamePart = (code: number): boolean => isAlphanumeric(code) || code > 0x7f || NAME_SIGNS.has(code);

/** Blank, `;` of `&amp;`, and what names of form fields have. */
const NAME_SIGNS: ReadonlySet<number> = new Set([...' _-.[]$;%"\''].map((sign) => sign.charCodeAt(0)));

/** The full stop, comma or colon of the sentence around. */
const withoutFullStop = (text: string, start: number, end: number): number => {
  let at = end;
  while (at > start + 1 && isSentenceSign(text.charCodeAt(at - 1))) at -= 1;
  return at;
};

/** `.` `,` `;` `:` */
const isSentenceSign = (code: number): boolean => code === 46 || code === 44 || code === 59 || code === 58;
