import type { Decoded } from './decode-view.js';

/** The percent-encoded character at `at`: all bytes of its UTF-8, each however often encoded again (`%2540`). */
export const readPercent = (text: string, at: number): Decoded | undefined => {
  const first = readByte(text, at);
  if (first === undefined) return undefined;
  const length = lengthOf(first.byte);
  if (length === 0) return undefined;
  if (length === 1) return { plain: String.fromCharCode(first.byte), end: first.end };
  const bytes = [first.byte];
  let end = first.end;
  while (bytes.length < length) {
    const next = readByte(text, end);
    if (next === undefined) return undefined;
    bytes.push(next.byte);
    end = next.end;
  }
  const plain = Buffer.from(bytes).toString();
  return plain.includes('\u{fffd}') ? undefined : { plain, end };
};

type ReadByte = { readonly byte: number; readonly end: number };

const readByte = (text: string, at: number): ReadByte | undefined => {
  if (text.charAt(at) !== '%') return undefined;
  let digits = at + 1;
  while (text.startsWith('25', digits) && isHexPair(text, digits + 2)) digits += 2;
  return isHexPair(text, digits) ? { byte: Number.parseInt(text.slice(digits, digits + 2), 16), end: digits + 2 } : undefined;
};

const isHexPair = (text: string, at: number): boolean => isHex(text.charCodeAt(at)) && isHex(text.charCodeAt(at + 1));

const isHex = (code: number): boolean => (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);

/** Of a character in UTF-8, by its first byte; 0 for a byte that begins none. */
const lengthOf = (byte: number): number => {
  if (byte < 0x80) return 1;
  if (byte < 0xc2) return 0;
  if (byte < 0xe0) return 2;
  if (byte < 0xf0) return 3;
  return byte < 0xf5 ? 4 : 0;
};
