import type { BuiltInKind, Kind } from '../scan/finding.js';
import { unicodePattern } from '../unicode-pattern.js';
import { ipAddress } from './ip-address.js';

/**
 * What a value is that only its key or path gave away, so that under `user.email` it is masked as it is in a sentence, and has the same
 * pseudonym there. Only forms that are sure.
 */
export const kindOfValue = (kind: Kind, value: string): Kind =>
  kind === 'secret' && value.length <= LONGEST ? (formOf(value) ?? kind) : kind;

/** RFC 5321: 64 for the local part, 255 for the domain, and the `@`. */
const LONGEST = 320;

const formOf = (value: string): BuiltInKind | undefined => {
  if (value.includes('@')) return EMAIL().test(value) ? 'email' : undefined;
  if (value.startsWith('+')) return PHONE.test(value) ? 'phone' : undefined;
  return MAY_BE_IP.test(value) && ipAddress(value) !== undefined ? 'ip' : undefined;
};

const EMAIL = unicodePattern(String.raw`^[^\s@]+@[\p{L}\p{N}-]+\.[\p{L}\p{N}.-]+$`);
const PHONE = /^\+\d[\d ()./-]{6,20}$/;
/** It begins as one does, blanks and brackets aside. */
const MAY_BE_IP = /^[\s[]*[\da-fA-F]{0,4}[.:]/;
