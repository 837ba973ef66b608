import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEAD, LONG } from '../../../src/security/scan/char-class.js';
import { createSweep } from '../../../src/security/scan/sweep.js';
import { createWash } from '../../../src/security/wash/create-wash.js';
import { createKnownTexts, UNKNOWN } from '../../../src/security/wash/known-texts.js';

const BODY = 'qWeRtYuIoPasdfGhJkLzXcVbNm'.repeat(2);
const TIMES = Array.from({ length: 3 });
const lineOf = (text: string): string => JSON.stringify({ level: 30, note: text });

test.each([
  ['an address of its own network', 'asked 10.20.30.40 for it', 'asked 81.20.30.40 for it'],
  ['no number of a card', 'paid with 4111 1111 1111 1112', 'paid with 4111 1111 1111 1111'],
  ['no social security number', 'number 000-09-9999 of ssn', 'number 219-09-9999 of ssn'],
  ['a harmless name in a query', '/login?id=0&0fa_code=abcdef', '/login?id=0&2fa_code=abcdef'],
  ['an id that is no token', `is y9_${BODY}`, `is y0_${BODY}`],
  ['a time', '2026-11-20T15:27:27.123', '2026-11-20T15:203.0.113'],
])('A45 %s does not vouch for a text that differs in its digits', (_, harmless, text) => {
  const wash = createWash();
  for (const _ of TIMES) wash.line(lineOf(harmless));
  expect(wash.line(lineOf(text))).toBe(createWash().line(lineOf(text)));
});

const text = fc
  .array(
    fc.constantFrom(
      'pin',
      'otp',
      '2fa',
      'card',
      '=',
      ': ',
      ' ',
      '.',
      '-',
      '--',
      '?',
      '&',
      '/',
      'é',
      '%3',
      'a',
      'p',
      '1',
      '23',
      '4567',
      '89',
    ),
    {
      minLength: 3,
      maxLength: 12,
    },
  )
  .map((pieces) => pieces.join(''));
const digits = fc.array(fc.nat(9), { minLength: 5, maxLength: 5 });
const withDigits = (given: string, others: readonly number[]): string => {
  let index = 0;
  return given.replace(/\d/g, () => String(others[index++ % others.length]));
};

test('A45 the sweep says the same of texts that differ in their digits, but for words that begin with one, and tokens', () => {
  const sweep = createSweep();
  const flagsOf = (given: string): number => sweep(Buffer.from(given), 0, Buffer.byteLength(given));
  fc.assert(
    fc.property(text, digits, (given, others) => {
      const [flags, same] = [flagsOf(given), flagsOf(withDigits(given, others))];
      if ((flags & LONG) === 0) expect(flags & ~LEAD).toBe(same & ~LEAD);
    }),
  );
});

test('A45 what came before changes nothing in how a line is washed', () => {
  const wash = createWash();
  fc.assert(
    fc.property(text, digits, (given, others) => {
      for (const each of [given, withDigits(given, others), given]) expect(wash.line(lineOf(each))).toBe(createWash().line(lineOf(each)));
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['12345678', '90817263', true],
  ['1 and 2345', '9 and 0000', true],
  ['1 and 2345', '9 und 0000', false],
  ['1234567', '12345678', false],
  ['12:45678', '12345678', false],
  ['ab/45678', 'ab045678', false],
])('%j and %j are one wording: %s', (one, other, isOne) => {
  const bytes = Buffer.alloc(64);
  const wordings = createKnownTexts(bytes, true);
  wordings.flagsOf(0, bytes.write(one));
  wordings.remember(wordings.asked.first, wordings.asked.second, 5);
  expect(wordings.flagsOf(0, bytes.write(other))).toBe(isOne ? 5 : UNKNOWN);
});
