import type { SanitizeOptions } from '../security-options.js';
import { isShortAscii } from '../short-ascii.js';
import { isLoadBearing } from './joiners.js';
import { createMarkupGuard } from './markup.js';
import { WRITERS } from './written.js';

/** `isMultiline`: line feeds and tabs stay, as in a stack. */
export type Sanitizer = (text: string, isMultiline: boolean) => string;

/**
 * Makes visible what could forge a line, drive a terminal, or hide from the reader's eye (CWE-117, CWE-150):
 *
 *  - C0, DEL, C1, U+2028 and U+2029: with ESC gone from in front of it, an ANSI or OSC sequence is plain text;
 *  - what turns the direction of text (Trojan Source, CVE-2021-42574), and never stays;
 *  - what has no look of its own: zero width, soft hyphen, fillers, variation selectors, the tag block. Such a character stays only where
 *    writing needs it: a joiner within an emoji or between letters that join, a selector behind its emoji, the tags of a flag;
 *  - lone surrogates and the noncharacters U+FFFE and U+FFFF, which no UTF-8, or no XML, can hold.
 *
 * It escapes and does not delete: the evidence stays, and nothing grows together. What it writes is plain ASCII, so doing it twice changes
 * nothing; a backslash that was there before is left as it is. It comes after masking, over the whole of a text: masks pass unchanged.
 * Linear; a text without any such character comes back as it is, after one search.
 */
export const createSanitizer = (options: SanitizeOptions, isOff: boolean): Sanitizer => {
  if (isOff) return (text) => text;
  const write = WRITERS[options.mode ?? 'escape'];
  const guard = createMarkupGuard(options);
  return (text, isMultiline) => guard(!isShortAscii(text) && HIDDEN.test(text) ? rewrite(text, isMultiline, write) : text);
};

/** The same for the name of a member, which has one line always. */
export const createKeySanitizer = (options: SanitizeOptions, isOff: boolean): ((key: string) => string) => {
  const sanitize = createSanitizer(options, isOff);
  return (key) => sanitize(key, false);
};

const CLASS =
  '[\\x00-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ud800-\\udfff\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff]';
const HIDDEN = new RegExp(CLASS);
const EACH_HIDDEN = new RegExp(CLASS, 'g');

const rewrite = (text: string, isMultiline: boolean, write: (code: number) => string): string => {
  let out = '';
  let kept = 0;
  let latest = -1;
  let written = '';
  for (let at = nextHidden(text, 0); at >= 0; ) {
    const code = text.codePointAt(at) ?? 0;
    const end = code > 0xffff ? at + 2 : at + 1;
    if (!isAllowed(code, isMultiline) && !isLoadBearing(text, at, code)) {
      if (code !== latest) written = write(code);
      latest = code;
      out += kept === at ? written : text.slice(kept, at) + written;
      kept = end;
    }
    at = nextHidden(text, end);
  }
  return kept === 0 ? text : out + text.slice(kept);
};

/** By a search, which is native code, rather than character by character; -1 where there is none. */
const nextHidden = (text: string, from: number): number => {
  EACH_HIDDEN.lastIndex = from;
  return EACH_HIDDEN.test(text) ? EACH_HIDDEN.lastIndex - 1 : -1;
};

const LINE_FEED = 0x0a;
const TAB = 0x09;

const isAllowed = (code: number, isMultiline: boolean): boolean =>
  code > 0xffff ? !isHiddenBeyondBmp(code) : isMultiline && (code === LINE_FEED || code === TAB);

/** The tag block with the variation selectors' supplement; the format characters of music and shorthand. */
const isHiddenBeyondBmp = (code: number): boolean =>
  (code >= 0xe0000 && code <= 0xe0fff) || (code >= 0x1d173 && code <= 0x1d17a) || (code >= 0x1bca0 && code <= 0x1bca3);
