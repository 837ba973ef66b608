/** `text` as a JSON string: well-formed Unicode, and no line break of any reader inside. */
export const quote = (text: string): string => (isPlainAscii(text) ? `"${text}"` : oneLine(wellFormed(JSON.stringify(text), text)));

/** Below this length a look at each character is cheaper than `JSON.stringify`. */
const SHORT = 48;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const isPlainAscii = (text: string): boolean => {
  if (text.length > SHORT) return false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) return false;
  }
  return true;
};

const wellFormed = (quoted: string, text: string): string =>
  mayHoldLoneSurrogate(quoted) ? JSON.stringify(text.replace(LONE_SURROGATES, '\u{fffd}')) : quoted;

/** With the `u` flag a pair is one character, so only what stands alone is a surrogate. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** `JSON.stringify` writes lone surrogates, and nothing else that is not a text of this very look, as `\ud...`. */
export const mayHoldLoneSurrogate = (json: string): boolean => json.includes('\\ud');

/** JSON text as `JSON.stringify` made it, lone surrogates replaced. An escaped backslash is passed over with what it escapes. */
export const wellFormedJson = (json: string): string =>
  mayHoldLoneSurrogate(json) ? json.replace(ESCAPES, (escaped) => (escaped.startsWith('\\ud') ? '\u{fffd}' : escaped)) : json;

const ESCAPES = /\\(?:ud[0-9a-f]{3}|.)/g;

/**
 * JSON text without U+0085, U+2028 and U+2029, which JSON lets stand in strings but some readers take for the end of
 * a line. In JSON they can only stand in strings, so escaping them never changes what the text means.
 */
export const oneLine = (json: string): string =>
  json.includes('\u0085') || json.includes('\u2028') || json.includes('\u2029') ? json.replace(LINE_BREAKS, escapeBreak) : json;

const LINE_BREAKS = /[\u0085\u2028\u2029]/g;

const escapeBreak = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
