import type { SanitizeOptions } from '../security-options.js';

/**
 * What stands in place of a hidden character. A break or a tab always leaves something, whatever the mode: otherwise two harmless halves on
 * both sides of it could become a secret after masking.
 */
export const WRITERS: Readonly<Record<NonNullable<SanitizeOptions['mode']>, (code: number) => string>> = {
  escape: (code) => SHORT.get(code) ?? visible(code),
  replace: (code) => (isBlank(code) ? ' ' : '\u{fffd}'),
  strip: (code) => (isBlank(code) ? ' ' : ''),
};

const SHORT: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
]);

/** As it is written in JavaScript, Rust and Swift. */
export const visible = (code: number): string => `\\u{${code.toString(16)}}`;

const isBlank = (code: number): boolean => (code >= 0x09 && code <= 0x0d) || code === 0x85 || code === 0x2028 || code === 0x2029;
