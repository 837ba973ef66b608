/**
 * The first three letters of words after which a secret may stand with nothing but a blank between (`password hunter2`, `Bearer x`).
 * Most words begin otherwise, and a text without any of these, and without a sign that binds, names nothing.
 */
const LEADING_WORDS = [
  ...[
    'pass',
    'pwd',
    'psw',
    'pword',
    'secret',
    'token',
    'api',
    'key',
    'bearer',
    'basic',
    'digest',
    'auth',
    'credential',
    'cookie',
    'session',
  ],
  ...[
    'otp',
    'pin',
    'cvv',
    'cvc',
    'cvn',
    'csrf',
    'xsrf',
    'jwt',
    'sas',
    'signing',
    'signature',
    'webhook',
    'private',
    'access',
    'client',
    'refresh',
  ],
  ...[
    'identified',
    'seed',
    'mnemonic',
    'recovery',
    'license',
    'encryption',
    'hmac',
    'shared',
    'master',
    'root',
    'bot',
    'ntlm',
    'negotiate',
    'hawk',
  ],
  ...['senha', 'contrasena', 'clave', 'kennwort', 'passwort', 'parol', 'wachtwoord', 'salasana', 'haslo', 'mdp', 'losenord', 'sifre'],
];

const LETTER_BITS = 31;
const THREE_LETTERS = 0x7fff;
/** How many numbers there are. */
export const THREES: number = THREE_LETTERS + 1;

/** The number of the last three letters, whatever their case, with `code` behind `letters`. */
export const leadOf = (letters: number, code: number): number => ((letters << 5) | (code & LETTER_BITS)) & THREE_LETTERS;

/** The flags of one letter, with the blank in front, behind which some commands take a password: see `tool-flags.ts`. */
const LEADING_FLAGS = [' -p', ' -u', ' -a', ' -w'];

/**
 * A bit for each three characters: whether a word that begins with them may name a secret, or a flag does. Bits, so that the table stays in the
 * processor's first cache. Other characters share their numbers with letters: a lead too many costs a closer look only.
 */
export const LEADS: Uint8Array = new Uint8Array(THREES / 8);

for (const word of [...LEADING_WORDS, ...LEADING_FLAGS]) {
  const letters = [0, 1, 2].reduce((before, index) => leadOf(before, word.charCodeAt(index)), 0);
  LEADS[letters >> 3] = (LEADS[letters >> 3] ?? 0) | (1 << (letters & 7));
}
