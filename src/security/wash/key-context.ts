import { splitWords } from '../keys/split-words.js';

/**
 * What a key says of a number under it, as a word that detectors know: of `{"phone":"0612345678"}` and `{"appVersion":"10.4.2.1"}` the values alone could
 * be anything. Empty where it says nothing.
 */
export const contextOf = (key: string): string => {
  for (const word of splitWords(key)) {
    const context = CONTEXTS.get(word);
    if (context !== undefined) return context;
  }
  return '';
};

const PHONE_WORDS = ['phone', 'telephone', 'tel', 'mobile', 'cell', 'cellphone', 'fax', 'msisdn', 'whatsapp', 'telefon', 'handy'];
const VERSION_WORDS = ['version', 'ver', 'build', 'release', 'firmware', 'revision', 'semver'];

const CONTEXTS: ReadonlyMap<string, string> = new Map([
  ...PHONE_WORDS.map((word) => [word, 'phone '] as const),
  ...VERSION_WORDS.map((word) => [word, 'version '] as const),
]);
