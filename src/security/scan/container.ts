import { isQuote, NOT_CLOSED, readQuoted, type Span } from './quoted.js';

const OPENERS = '[{';
const CLOSERS = ']}';

/** What stands within the brackets that open at `at`; without closing ones, all of the next 4,096 units: better too much than a half. */
export const readContainer = (text: string, at: number): Span | undefined => {
  if (!opensContainer(text, at)) return undefined;
  const last = Math.min(text.length, at + LONGEST);
  let depth = 1;
  let next = at + 1;
  while (next < last) {
    const sign = text.charAt(next);
    if (OPENERS.includes(sign)) depth += 1;
    else if (CLOSERS.includes(sign)) depth -= 1;
    if (depth === 0) return { start: at + 1, end: next };
    next = afterPiece(text, next);
  }
  return { start: at + 1, end: last };
};

const LONGEST = 4096;
const BACKSLASH = '\\';

export const opensContainer = (text: string, at: number): boolean => at < text.length && OPENERS.includes(text.charAt(at));

/** Brackets within quotes are no brackets. */
const afterPiece = (text: string, at: number): number => {
  if (!isQuote(text.charCodeAt(at)) && text.charAt(at) !== BACKSLASH) return at + 1;
  const quoted = readQuoted(text, at);
  return quoted === undefined || quoted.end === NOT_CLOSED ? at + 1 : quoted.end + (quoted.start - at);
};
