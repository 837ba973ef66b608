/** A piece of a text; `end` is the first unit behind it. */
export type Span = { readonly start: number; readonly end: number };

const BACKSLASH = 92;
const DOUBLE = 34;
const SINGLE = 39;
const BACKTICK = 96;
const AMPERSAND = 38;

/**
 * What stands in quotes that open at `at`, however often they are escaped (`"`, `\"`, `\\\"` are JSON in JSON in JSON), or as entities of HTML.
 * `undefined` where no quotes open. Where none close it, `end` is `NOT_CLOSED`.
 */
export const readQuoted = (text: string, at: number): Span | undefined => {
  const depth = backslashesFrom(text, at);
  const quote = text.charCodeAt(at + depth);
  if (isQuote(quote)) return readEscaped(text, at, { depth, quote });
  return depth === 0 && (quote === AMPERSAND || quote >= 0xab) ? readPair(text, at) : undefined;
};

export const NOT_CLOSED = -1;

export const isQuote = (code: number): boolean => code === DOUBLE || code === SINGLE || code === BACKTICK;

const backslashesFrom = (text: string, at: number): number => {
  let end = at;
  while (text.charCodeAt(end) === BACKSLASH && end - at < DEEPEST_ESCAPE) end += 1;
  return end - at;
};

/** JSON in itself twelve times over. */
const DEEPEST_ESCAPE = 4095;

type Quote = { readonly depth: number; readonly quote: number };

const readEscaped = (text: string, at: number, { depth, quote }: Quote): Span => {
  const sign = String.fromCharCode(quote);
  let start = at + depth + 1;
  const isDoubled = depth === 0 && text.charCodeAt(start) === quote && isInside(text.charCodeAt(start + 1));
  if (isDoubled) start += 1;
  let end = text.indexOf(sign, start);
  while (end !== -1) {
    const backslashes = backslashesBefore(text, end, start);
    if (closes(backslashes, depth) && (text.charCodeAt(end + 1) !== quote || isDoubled || end === start))
      return { start, end: end - Math.min(backslashes, depth) };
    end = text.indexOf(sign, closes(backslashes, depth) ? end + 2 : end + 1);
  }
  return { start, end: NOT_CLOSED };
};

/** Of CSV: `""password"":""x""`, quotes written twice. */
const isInside = (code: number): boolean => code > 0x2f && code !== 0x3a && code !== 0x3b && code !== 0x5d && code !== 0x7d;

const backslashesBefore = (text: string, end: number, start: number): number => {
  let at = end;
  while (at > start && text.charCodeAt(at - 1) === BACKSLASH) at -= 1;
  return end - at;
};

/** At depth `n` a character is escaped by `n + 1` backslashes, each of which is written as `2n + 2`. Fewer than `n` close an outer text. */
const closes = (backslashes: number, depth: number): boolean => backslashes < depth || backslashes % (2 * (depth + 1)) === depth;

const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['&quot;', '&quot;'],
  ['&#34;', '&#34;'],
  ['&#39;', '&#39;'],
  ['&apos;', '&apos;'],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['«', '»'],
];

/** They may stand unclosed any number of times. */
const LONGEST_PAIR = 512;

const readPair = (text: string, at: number): Span | undefined => {
  for (const [open, close] of PAIRS) {
    if (!text.startsWith(open, at)) continue;
    const start = at + open.length;
    const length = text.slice(start, start + LONGEST_PAIR).indexOf(close);
    return { start, end: length < 0 ? NOT_CLOSED : start + length };
  }
  return undefined;
};
