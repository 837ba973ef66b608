import { readEscape } from './decode-view.js';

/**
 * Where the piece that seems to begin at `start` begins in truth: behind an escape whose letters or digits it took for its own (`\njane@x.org`,
 * `%20f00ba4...`), if it begins within one.
 */
export const behindEscape = (text: string, start: number, end: number): number => {
  for (let at = start - 1; at >= 0 && start - at < LONGEST_ESCAPE; at -= 1) {
    const found = readEscape(text, at);
    if (found !== undefined && found.end > start && found.end < end) return found.end;
  }
  return start;
};

/** `\U0001f600`, `&#1114111;`; beyond, `%25252520` may go on. */
const LONGEST_ESCAPE = 10;
