import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FLAGS } from '../../../src/security/scan/char-class.js';
import { createFindQuote, flagsIn, placeIn, QUOTE } from '../../../src/security/scan/find-quote.js';

const BACKSLASH = 0x5c;
const bytes = Buffer.alloc(64);
const findQuote = createFindQuote(bytes);

/** One byte after the other. */
const expected = (from: number, end: number): { place: number; flags: number } | undefined => {
  let flags = 0;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return { place: at, flags };
    flags |= FLAGS[byte] ?? 0;
    if (byte === BACKSLASH) at += 1;
  }
  return undefined;
};

const byte = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Buffer.from('aZ0 .:@=%&\\"\\"-é')) },
  { weight: 1, arbitrary: fc.nat(255) },
);

test('the quote that ends a text is found, with the flags of the bytes before it, wherever it begins', () => {
  fc.assert(
    fc.property(fc.array(byte, { minLength: 40, maxLength: 40 }), fc.nat(7), (content, from) => {
      bytes.set(content);
      const found = findQuote(from, content.length);
      const known = expected(from, content.length);
      if (known === undefined) expect(placeIn(found)).toBeGreaterThanOrEqual(content.length);
      else expect({ place: placeIn(found), flags: flagsIn(found) }).toEqual(known);
    }),
    { numRuns: 5000 },
  );
});
