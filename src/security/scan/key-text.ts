import { BASE64, classOf, LOWER, runEnd, UPPER } from './alphabet.js';

/** A line of a key has 64 characters or 76, some tools write less; a word of a language has less than this. */
const LEAST_LINE_CHARS = 16;

/** Where the text of a key that starts at `from` ends: header lines, and lines of base64. `from` itself, if there is none. */
export const keyTextEnd = (text: string, from: number): number => {
  let end = from;
  for (let at = afterHeaders(text, from); ; ) {
    const start = gapEnd(text, at);
    at = lineEnd(text, start);
    if (at - start >= LEAST_LINE_CHARS) end = at;
    else return isLastLine(text, { gap: end, start, end: at }) ? at : end;
  }
};

/** Whether there is a line of base64 between the two. */
export const holdsKeyText = (text: string, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) {
    const end = runEnd(text, BASE64, { from: at, to });
    if (end - at >= LEAST_LINE_CHARS) return true;
    at = end;
  }
  return false;
};

const COLON = 0x3a;
const MOST_HEADERS = 8;
const MOST_HEADER_CHARS = 200;

/** `Proc-Type: 4,ENCRYPTED`, `DEK-Info: ...`, `Version: ...`, `Comment: ...` */
const afterHeaders = (text: string, from: number): number => {
  let at = from;
  for (let header = 0; header < MOST_HEADERS; header += 1) {
    const start = gapEnd(text, at);
    const colon = lineEnd(text, start);
    if (colon === start || text.charCodeAt(colon) !== COLON) break;
    at = headerEnd(text, colon);
  }
  return at;
};

const headerEnd = (text: string, colon: number): number => {
  let at = colon;
  while (at < Math.min(text.length, colon + MOST_HEADER_CHARS) && !breaksLine(text, at)) at += 1;
  return at;
};

const BACKSLASH = 0x5c;
const PERCENT = 0x25;
const SPACE = 0x20;
const SLASH = 0x2f;

const breaksLine = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code < SPACE || code === BACKSLASH || code === PERCENT;
};

/** Behind blanks and line breaks, real, percent-encoded, or escaped any number of times. */
const gapEnd = (text: string, from: number): number => {
  let at = from;
  while (at < text.length) {
    const next = at + gapChars(text, at);
    if (next === at) break;
    at = next;
  }
  return at;
};

const gapChars = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  if (code <= SPACE) return 1;
  if (code === PERCENT) return ['%0A', '%0a', '%0D', '%0d', '%20', '%09'].includes(text.slice(at, at + 3)) ? 3 : 0;
  if (code !== BACKSLASH) return 0;
  const next = text.charAt(at + 1);
  if (next === '\\') return 1;
  return next === 'n' || next === 'r' || next === 't' ? 2 : 0;
};

/** A line of base64, with slashes that may be escaped, `\/`. */
const lineEnd = (text: string, from: number): number => {
  let at = runEnd(text, BASE64, { from, to: text.length });
  while (at > from && text.charCodeAt(at) === BACKSLASH && text.charCodeAt(at + 1) === SLASH)
    at = runEnd(text, BASE64, { from: at + 1, to: text.length });
  return at;
};

type Line = { readonly gap: number; readonly start: number; readonly end: number };

/**
 * Whether a short line still belongs to the key: it stands on a line of its own and the text ends with it or breaks off, or it is mixed of
 * upper and lower case and digits or signs, as no word is.
 */
const isLastLine = (text: string, { gap, start, end }: Line): boolean => {
  if (end === start) return false;
  const isOwnLine = start - gap > 1 || text.charCodeAt(gap) < SPACE;
  return (isOwnLine && CLOSERS.includes(text.charAt(end))) || isMixed(text, start, end);
};

/** `charAt` is empty behind the end, and every text includes the empty one. */
const CLOSERS = '"\'`.…\\';

const isMixed = (text: string, from: number, to: number): boolean => {
  let seen = 0;
  for (let at = from; at < to; at += 1) seen |= classOf(text.charCodeAt(at));
  return (seen & UPPER) !== 0 && (seen & LOWER) !== 0 && (seen & ~(UPPER | LOWER)) !== 0 && to - from >= LEAST_MIXED_CHARS;
};

const LEAST_MIXED_CHARS = 4;
