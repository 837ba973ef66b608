import { countDigits, digitsEnd, digitsOf } from '../scan/digits.js';
import type { Kind } from '../scan/finding.js';
import { adaptiveMask } from './adaptive-mask.js';
import { fullMask, STARS } from './full-mask.js';
import { partialEmail } from './partial-email.js';
import { partialIp } from './partial-ip.js';
import { partialPhone } from './partial-phone.js';
import { plainText } from './plain-text.js';

/** What lets a person recognise `value` and nobody rebuild it. What its kind has no form for, or is not of that form, shows less. */
export const partialMask = (kind: Kind, value: string): string => {
  const ofKind = BY_KIND.get(kind);
  return ofKind === undefined ? adaptiveMask(value) : (ofKind(plainText(value)) ?? fullMask(kind));
};

/** PCI DSS 3.4.1 lets the last four digits be seen. */
const partialCard = (value: string): string | undefined => {
  if (countDigits(value, 0, value.length) < LEAST_CARD_DIGITS) return undefined;
  const last = value.slice(-SHOWN_DIGITS);
  return `****${digitsEnd(last, 0) === SHOWN_DIGITS ? last : digitsOf(value).slice(-SHOWN_DIGITS)}`;
};

const SHOWN_DIGITS = 4;

const LEAST_CARD_DIGITS = 12;

const partialIban = (value: string): string | undefined => {
  const compact = value.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  return compact.length >= LEAST_IBAN_LENGTH ? `${compact.slice(0, 2)}***${compact.slice(-4)}` : undefined;
};

/** Norway's; ISO 13616. */
const LEAST_IBAN_LENGTH = 15;

const BY_KIND: ReadonlyMap<Kind, (value: string) => string | undefined> = new Map<Kind, (value: string) => string | undefined>([
  ['email', partialEmail],
  ['card', partialCard],
  ['iban', partialIban],
  ['ssn', () => '***-**-****'],
  ['phone', partialPhone],
  ['ip', partialIp],
  ['privateKey', () => undefined],
  ['authorization', () => STARS],
  ['userinfo', () => STARS],
]);
