/**
 * Letters beyond ASCII that an international address may have (RFC 6531). Without `strict` only those of scripts that set words apart by blanks:
 * in Chinese or Thai text what touches an address is the sentence around it.
 */
export const isInternationalLetter = (code: number, isStrict: boolean): boolean =>
  code >= 0xc0 && (code < 0x0530 || (isStrict && !isMark(code)));

/** Punctuation, symbols, surrogates, private use, and the signs among the wide forms. */
const isMark = (code: number): boolean =>
  (code >= 0x2000 && code < 0x2c00) ||
  (code >= 0x3000 && code < 0x3005) ||
  (code >= 0x3008 && code < 0x3021) ||
  (code >= 0xd800 && code < 0xf900) ||
  code >= 0xfe00;
