/** The member that all JSON Web Keys have (RFC 7517, 4.1). */
export const KEY_TYPE = 'kty';

/**
 * Whether a member of a JSON Web Key is the private key, a piece of it, or the shared one (RFC 7518, 6.2.2, 6.3.2, 6.4; RFC 8037, 2). Only beside
 * `kty`: alone, a name of one letter says nothing.
 */
export const isKeyPart = (name: string): boolean => name.length <= LONGEST && PARTS.has(name);

const PARTS: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']);
const LONGEST = 4;
