import { hash } from 'node:crypto';

/** SHA-256 (FIPS 180-4) of a text's UTF-8 bytes, in base64url: 43 characters. */
export const digestOf = (text: string): string => hash('sha256', text, 'base64url');
