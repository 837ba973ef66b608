import { blankAnsi } from './ansi.js';
import { CONTROL, ESCAPES, HIGH } from './char-class.js';

/**
 * `text`, as long as before, as it stands, but for what glues its words together: the sequences of terminals, raw or written (`\u001b[31m`), and
 * breaks and tabs that are written (`\n`, `\r`, `\t`), as JSON within a text has them, and as our own sanitiser leaves them.
 */
export const inPlainSight = (text: string, flags: number): string => {
  const calm = (flags & (CONTROL | HIGH)) === 0 ? text : blankAnsi(text);
  if ((flags & ESCAPES) === 0 || !calm.includes('\\') || !MAY_GLUE.test(calm)) return calm;
  return calm.replace(WRITTEN, blank);
};

const MAY_GLUE = /\\[nrtuxe0]/;

/** Backslashes, as many as JSON in JSON needs, with the sequence or break that they begin. */
const WRITTEN = /\\+(?:((?:u001[bB]|u\{1b\}|x1[bB]|033|e)\[[\d;?]{0,32}[A-Za-z])|([nrt]))?/g;

const blank = (written: string, sequence: string | undefined, letter: string | undefined): string => {
  if (letter !== undefined) return (letter === 't' ? '\t' : '\n').padStart(written.length);
  return sequence === undefined ? written : ' '.repeat(written.length);
};
