import { unicodePattern } from '../unicode-pattern.js';

/**
 * Whether a text is what a partial mask leaves: then it is not masked again, so that washing what is washed changes nothing.
 * A text in which more than that is to be seen is not taken for one.
 */
export const isMasked = (text: string): boolean =>
  text.length <= LONGEST && (text.includes('*') ? STARRED().test(text) : text.endsWith('x') && ADDRESS.test(text));

/** A domain has at most 253 characters (RFC 1035 2.3.4), a vendor's prefix is short. */
const LONGEST = 272;

/** `u***@company.com`, `****1111`, `DE***3000`, `***-**-****`, `+49***67`, `ab***yz`, `ghp_***`, `Bearer ***`. */
const STARRED = unicodePattern(
  String.raw`^(?:.?\*{3}@[\p{L}\p{N}\p{M}.-]+|[^*\s]{0,4}\*{3,4}[^*\s]{0,4}|\*{3}-\*{2}-\*{4}|[A-Za-z][\w.-]{0,30} ?\*{3})$`,
);

/** `203.0.113.x`, `2001:db8:1::x`. */
const ADDRESS = /^(?:::ffff:)?(?:\d{1,3}\.){3}x$|^(?:[\da-f]{1,4}:){3}:x$/;
