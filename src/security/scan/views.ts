import { CONTROL, ESCAPES, HIGH } from './char-class.js';
import { decodeView, isFormBody } from './decode-view.js';
import { foldView } from './fold-view.js';
import type { View } from './view.js';

/**
 * The other ways to read a text whose characters have shown `flags`: as it looks, and with its escapes read, twice where an escape hides
 * another kind. Only those that differ, so none for a plain text; of a long one only the last, in which everything is read, so that no text
 * is looked at more than twice where that takes milliseconds.
 */
export const viewsOf = (text: string, flags: number): readonly View[] => {
  const views = allViewsOf(text, flags);
  return text.length > LONG_UNITS ? views.slice(-1) : views;
};

const LONG_UNITS = 8192;

const allViewsOf = (text: string, flags: number): readonly View[] => {
  const looks = (flags & (CONTROL | HIGH)) === 0 ? undefined : foldView(text, undefined);
  const views = looks === undefined ? [] : [looks];
  if (looks === undefined && (flags & ESCAPES) === 0 && !isFormBody(text)) return views;
  for (let latest = looks, depth = 0; depth < DEPTH; depth += 1) {
    const decoded = decodeView(latest?.text ?? text, latest);
    if (decoded === undefined) break;
    latest = foldView(decoded.text, decoded) ?? decoded;
    if (decoded !== latest && decoded.text.includes('\x1b')) views.push(decoded);
    views.push(latest);
  }
  return views;
};

const DEPTH = 2;
