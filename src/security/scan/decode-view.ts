import { isQuote } from './quoted.js';
import { readBackslash } from './read-backslash.js';
import { readEntity } from './read-entity.js';
import { readPercent } from './read-percent.js';
import { edit, finishView, startView, type View } from './view.js';

/** What an escape says, and where it ends. */
export type Decoded = { readonly plain: string; readonly end: number };

/**
 * `text` with its escapes read: `%40` (RFC 3986), `\u0040` `\x40` `\n` of JSON and other languages, `&#64;` `&quot;` of HTML; and, in a form's
 * body, `+` between groups of digits as the blank that it is. Of one kind nested in itself (`%2540`, `\\u0040`) all depths at once.
 * `undefined` where there is none.
 */
export const decodeView = (text: string, base: View | undefined): View | undefined => {
  const isForm = isFormBody(text);
  if (!isForm && !MAY_DECODE.test(text)) return undefined;
  const draft = startView(text);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (!mayEscape(code) && !(isForm && code === PLUS)) continue;
    const last = code === BACKSLASH ? lastBackslash(text, at) : at;
    const decoded = at < draft.keptTo ? undefined : decodedAt(text, at, last);
    if (decoded !== undefined) edit(draft, { start: at, ...decoded });
    at = last;
  }
  return finishView(draft, base);
};

/** `card=4111+1111+1111+1111`: two pluses at least, so that a time with its zone is none. */
export const isFormBody = (text: string): boolean => {
  const plus = text.indexOf('+');
  return plus > 0 && text.indexOf('+', plus + 1) > 0 && GROUPS_IN_FORM.test(text);
};

const GROUPS_IN_FORM = /\d{2,6}\+\d{2,6}\+\d{2}/;

/** Of most texts with such a sign this says that they hold no escape, for less than a look at each. */
const MAY_DECODE = /%[\dA-Fa-f]{2}|\\[nrtbfvuUx/]|&(?:#|[A-Za-z]{2,8};)|\\{32}/;

const PERCENT = 37;
const AMPERSAND = 38;
const PLUS = 43;
const BACKSLASH = 92;

const mayEscape = (code: number): boolean => code === PERCENT || code === AMPERSAND || code === BACKSLASH;

const lastBackslash = (text: string, from: number): number => {
  let last = from;
  while (text.charCodeAt(last + 1) === BACKSLASH) last += 1;
  return last;
};

/** What the sign at `at`, or the backslashes from there to `last`, says with what stands behind. */
const decodedAt = (text: string, at: number, last: number): Decoded | undefined =>
  text.charCodeAt(at) === PLUS ? readPlus(text, at) : (readDeepQuote(text, at, last + 1) ?? readEscape(text, last));

/** The escape whose sign, or last backslash, stands at `at`. */
export const readEscape = (text: string, at: number): Decoded | undefined => {
  switch (text.charAt(at)) {
    case '%':
      return readPercent(text, at);
    case '&':
      return readEntity(text, at);
    case '\\':
      return readBackslash(text, at + 1);
    default:
      return undefined;
  }
};

/** The backslashes of quotes in JSON six times over, whose depth nobody follows: `quoted.ts` reads up to 31. */
const DEEP_UNITS = 32;

const readDeepQuote = (text: string, start: number, end: number): Decoded | undefined =>
  end - start >= DEEP_UNITS && isQuote(text.charCodeAt(end)) ? { plain: text.charAt(end), end: end + 1 } : undefined;

const readPlus = (text: string, at: number): Decoded | undefined =>
  /\d/.test(text.charAt(at - 1)) && /\d/.test(text.charAt(at + 1)) ? { plain: ' ', end: at + 1 } : undefined;
