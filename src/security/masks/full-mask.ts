import type { Kind } from '../scan/finding.js';

/** What stands for something that may not show anything of itself: its kind where that is no secret, and never its length. */
export const fullMask = (kind: Kind): string => FULL.get(kind) ?? (kind.startsWith(RULE) ? `[${kind.slice(RULE.length)}]` : STARS);

/** Always three: their number must not tell the length. */
export const STARS = '***';

const RULE = 'rule:';

/** What its name or its place gave away (`password=***`, `Bearer ***`) needs no name of its own. */
const FULL: ReadonlyMap<Kind, string> = new Map<Kind, string>([
  ['token', '[token]'],
  ['jwt', '[jwt]'],
  ['privateKey', '[private_key]'],
  ['email', '[email]'],
  ['card', '[card]'],
  ['iban', '[iban]'],
  ['ssn', '[ssn]'],
  ['phone', '[phone]'],
  ['ip', '[ip]'],
  ['nationalId', '[national_id]'],
  ['mac', '[mac]'],
  ['entropy', '[entropy]'],
]);
