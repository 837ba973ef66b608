import { fitLine, fits } from '../fit-line.js';
import type { Limits } from '../options.js';
import { oneLine } from '../quote.js';
import type { LongNumbers } from './long-numbers.js';

export type RewriteDeps = {
  readonly limits: Limits;
  readonly text: (text: string) => string;
  readonly write: Write;
  /** The same for values that hold hidden numbers. */
  readonly writeHidden: Write;
  readonly numbers: Pick<LongNumbers, 'keep'>;
  /** Whether the line at hand was cut before it was washed: see `leaf-of`. */
  readonly cut: { was: boolean };
};

type Write = {
  /** A washed copy. */
  readonly copy: (value: unknown) => unknown;
  /** A record as a washed line. */
  readonly encode: (value: object) => string;
};

/**
 * Makes the function that takes a line apart, washes what it holds and writes it again; a text that is no JSON is washed as a text. What is much too long is
 * cut before, here or where it came from: the time that it takes must not depend on it.
 */
export const createRewrite = ({ limits, text, write, writeHidden, numbers, cut }: RewriteDeps) => {
  const rewritten = (value: object, { copy, encode }: Write): string =>
    Array.isArray(value) ? oneLine(JSON.stringify(copy(value))) : encode(value);

  const rewriteValue = (value: object, json: string): string =>
    numbers.keep(json, (hidden) => rewritten(JSON.parse(hidden) as object, writeHidden)) ?? rewritten(value, write);

  const whileCut = (isCut: boolean, rewrite: () => string): string => {
    const wasOuterCut = cut.was;
    cut.was = isCut;
    try {
      return rewrite();
    } finally {
      cut.was = wasOuterCut;
    }
  };

  return (line: string): string => {
    const newline = line.endsWith('\n') ? '\n' : '';
    const json = fitLine(line, MOST_READ_TIMES * limits.recordBytes);
    const value = parsed(json);
    if (typeof value !== 'object' || value === null) return text(line.slice(0, line.length - newline.length)) + newline;
    if (Array.isArray(value)) return rewriteValue(value, json) + newline;
    return whileCut(!fits(line, limits.recordBytes), () => rewriteValue(value, json)) + newline;
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
