import { isSpace } from './bare-value.js';
import type { Detector } from './finding.js';
import { isSecretValue } from './placeholder.js';
import { isQuote } from './quoted.js';

/** Finds the password where a driver has a form of its own: `app:x@tcp(db:3306)/shop` of Go's MySQL, `jdbc:oracle:thin:scott/x@//db`. */
export const findDriverUrls: Detector = ({ text, note }) => {
  if (!text.includes('@')) return;
  const noteSecret = (start: number, end: number) => {
    if (end > start && isSecretValue(text.slice(start, end))) note('userinfo', start, end);
  };
  for (const network of NETWORKS) {
    for (let sign = text.indexOf(network); sign !== -1; sign = text.indexOf(network, sign + 1))
      noteSecret(passwordBefore(text, sign), sign);
  }
  for (let at = text.indexOf(ORACLE); at !== -1; at = text.indexOf(ORACLE, at + 1)) {
    const slash = indexWithin(text, '/', at);
    const sign = indexWithin(text, '@', slash);
    if (slash > 0 && sign > 0) noteSecret(slash + 1, sign);
  }
};

const NETWORKS = ['@tcp(', '@unix(', '@udp('];
const ORACLE = 'jdbc:oracle:';
const LONGEST = 96;

/** Behind the first colon of the word that ends at `sign`; `sign` itself where there is none. */
const passwordBefore = (text: string, sign: number): number => {
  let found = sign;
  for (let at = sign - 1; at >= 0 && sign - at < LONGEST; at -= 1) {
    const code = text.charCodeAt(at);
    if (isSpace(code) || isQuote(code) || code === EQUALS) break;
    if (code === COLON) found = at + 1;
  }
  return found;
};

const COLON = 58;
const EQUALS = 61;

const indexWithin = (text: string, sign: string, from: number): number => {
  const found = from < 0 ? -1 : text.slice(from, from + LONGEST).search(sign === '/' ? /[/\s]/ : /[@\s]/);
  return found >= 0 && text.charAt(from + found) === sign ? from + found : -1;
};
