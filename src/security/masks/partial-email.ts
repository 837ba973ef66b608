import { unicodePattern } from '../unicode-pattern.js';
import { STARS } from './full-mask.js';

/** `user@company.com` becomes `u***@company.com`; a local part of one or two characters shows none. */
export const partialEmail = (value: string): string | undefined => {
  const at = value.lastIndexOf('@');
  const domain = value.slice(at + 1).trim();
  if (at < 1 || !HOST().test(domain)) return;
  const local = value.slice(0, at).trim();
  const first = String.fromCodePoint(local.codePointAt(0) ?? 0);
  return `${isLong(local) && INITIAL().test(first) ? first : ''}${STARS}@${domain}`;
};

/** Three characters or more, of at most two units. */
const isLong = (local: string): boolean => local.length > 4 || [...local].length > 2;

/** Letters of all languages: domains may be international. An address literal (`[192.0.2.1]`) is none, it would show an address. */
const HOST = unicodePattern(String.raw`^[\p{L}\p{N}\p{M}.-]+$`);
const INITIAL = unicodePattern(String.raw`^[\p{L}\p{N}]$`);
