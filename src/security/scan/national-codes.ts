import { isCodiceFiscale, isCurp, isHkid, isNie, isNric } from './national-checks.js';
import type { NationalForm } from './national-numbers.js';

/** Identity numbers that begin with a capital letter. */
export const NATIONAL_CODES: readonly NationalForm[] = [
  // United Kingdom: national insurance number (prefixes: HMRC NIM39110)
  { form: /(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]([ -]?)\d\d\1\d\d\1\d\d\1[A-D]/y, isValid: () => true },
  // Spain: NIE
  { form: /[XYZ]-?\d{7}-?[A-HJ-NP-TV-Z]/y, isValid: isNie },
  // Italy: codice fiscale
  { form: /[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]/y, isValid: isCodiceFiscale },
  // Mexico: CURP
  { form: /[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d/y, isValid: isCurp },
  // India: permanent account number
  { form: /[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]/y, isValid: () => true },
  // Singapore: NRIC and FIN
  { form: /[STFGM]\d{7}[A-Z]/y, isValid: isNric },
  // Hong Kong: identity card
  { form: /[A-Z]{1,2}\d{6}\([\dA]\)/y, isValid: isHkid },
];
