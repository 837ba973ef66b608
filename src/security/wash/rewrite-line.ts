import { fitLine, fits } from '../fit-line.js';
import type { Limits } from '../options.js';
import { oneLine } from '../quote.js';

export type RewriteDeps = {
  readonly limits: Limits;
  readonly text: (text: string) => string;
  /** A washed copy. */
  readonly copy: (value: unknown) => unknown;
  /** A record as a washed line. */
  readonly encode: (value: object) => string;
  /** Whether the line at hand was cut before it was washed: see `leaf-of`. */
  readonly cut: { was: boolean };
};

/**
 * Makes the function that takes a line apart, washes what it holds and writes it again; a text that is no JSON is washed as a text. What is much too long is
 * cut before, here or where it came from: the time that it takes must not depend on it.
 */
export const createRewrite = ({ limits, text, copy, encode, cut }: RewriteDeps) => {
  const encodeCut = (value: object, line: string): string => {
    const wasOuterCut = cut.was;
    cut.was = !fits(line, limits.recordBytes);
    try {
      return encode(value);
    } finally {
      cut.was = wasOuterCut;
    }
  };

  return (line: string): string => {
    const newline = line.endsWith('\n') ? '\n' : '';
    const value = parsed(fitLine(line, MOST_READ_TIMES * limits.recordBytes));
    if (typeof value !== 'object' || value === null) return text(line.slice(0, line.length - newline.length)) + newline;
    return (Array.isArray(value) ? oneLine(JSON.stringify(copy(value))) : encodeCut(value, line)) + newline;
  };
};

/** So much of a line is read, in records of the longest allowed. */
const MOST_READ_TIMES = 2;

/** `undefined` for what is no JSON. */
export const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
};
