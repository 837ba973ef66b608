import type { Kind } from '../scan/finding.js';
import { ipAddress } from './ip-address.js';
import { plainText } from './plain-text.js';

/** The one writing of a value that its other writings share, so that they share a pseudonym. A part of the format: see pseudonyms.ts. */
export const normalForm = (kind: Kind, value: string): string => FORMS.get(kind)?.(plainText(value)) ?? value;

const digitsOf = (value: string): string => value.replace(/\D/g, '');

const FORMS: ReadonlyMap<Kind, (value: string) => string> = new Map<Kind, (value: string) => string>([
  ['email', (value) => value.trim().toLowerCase()],
  ['card', digitsOf],
  ['ssn', digitsOf],
  ['phone', (value) => digitsOf(value).replace(/^00/, '')],
  ['iban', (value) => value.replace(/\s/g, '').toUpperCase()],
  ['ip', (value) => canonical(value)],
]);

/** Dotted octets, or all eight groups in lower case without leading zeros. */
const canonical = (value: string): string => {
  const address = ipAddress(value);
  if (address === undefined) return value;
  return address.version === 4 ? address.octets.join('.') : address.groups.join(':');
};
