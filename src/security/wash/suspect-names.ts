import { leadOf, THREES } from '../scan/leads.js';

/**
 * Whether a text of a list may name a secret, so that it is worth to be judged: it is a flag, is not ASCII, or has the first letters of a word that such names
 * have, wherever. Most texts of lists go by this. By its characters, and by its bytes, which say the same.
 */
export const isSuspectName = (text: string): boolean => {
  let letters = 0;
  let found = text.charCodeAt(0) === DASH ? 1 : 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    letters = leadOf(letters, code);
    found |= ((SUSPECTS[letters >> 3] as number) >> (letters & 7)) | (code > LAST_ASCII ? 1 : 0);
  }
  return (found & 1) === 1;
};

export const createIsSuspectName = (bytes: Uint8Array) => {
  const suspects = SUSPECTS;

  return (start: number, stop: number): boolean => {
    let letters = 0;
    let found = bytes[start] === DASH ? 1 : 0;
    for (let at = start; at < stop; at += 1) {
      const byte = bytes[at] as number;
      letters = leadOf(letters, byte);
      found |= ((suspects[letters >> 3] as number) >> (letters & 7)) | (byte > LAST_ASCII ? 1 : 0);
    }
    return (found & 1) === 1;
  };
};

const DASH = 0x2d;
const LAST_ASCII = 0x7f;

/** A bit for each three letters. */
const SUSPECTS = new Uint8Array(THREES / 8);
for (const word of [
  'auth',
  'key',
  'token',
  'secret',
  'pass',
  'pwd',
  'cookie',
  'cred',
  'csrf',
  'xsrf',
  'jwt',
  'otp',
  'session',
  'signature',
]) {
  const letters = [0, 1, 2].reduce((before, index) => leadOf(before, word.charCodeAt(index)), 0);
  SUSPECTS[letters >> 3] = (SUSPECTS[letters >> 3] ?? 0) | (1 << (letters & 7));
}
