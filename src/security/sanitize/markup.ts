import type { SanitizeOptions } from '../security-options.js';
import { visible } from './written.js';

/** What readers of the log might run: tags in a browser, a formula in a spreadsheet, a lookup in Log4j. Only where asked for, since JSON is none of these. */
export const createMarkupGuard = ({ html, csv, jndi }: SanitizeOptions): ((text: string) => string) => {
  const guards = [...(html ? [withoutTags] : []), ...(jndi ? [withoutLookups] : []), ...(csv ? [withoutFormula] : [])];
  return guards.length === 0 ? (text) => text : (text) => guards.reduce((guarded, guard) => guard(guarded), text);
};

const withoutTags = (text: string): string => text.replace(/[<>]/g, (bracket) => visible(bracket.charCodeAt(0)));

/** Log4Shell, CVE-2021-44228. Without its brace a `$` opens nothing. */
const withoutLookups = (text: string): string => text.replaceAll('${', `$${visible(0x7b)}`);

/** https://owasp.org/www-community/attacks/CSV_Injection, with the full width forms, which spreadsheets read alike. */
const withoutFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const FORMULA = /^\s*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/;
