import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLuhn } from '../../../src/security/scan/luhn.js';
import { findNumbers } from '../../../src/security/scan/numbers.js';
import { drawText, randomOf } from './draw-text.js';
import { cpuMsOf, maskedBy, only, TOO_LONG_MS } from './seen-by.js';

const findCards = only('card', findNumbers);

/** The published test numbers of the schemes. */
const CARDS = {
  Visa: '4111111111111111',
  'Visa with 13 digits': '4222222222222',
  Mastercard: '5555555555554444',
  'Mastercard, second range': '2223003122003222',
  'American Express': '378282246310005',
  Discover: '6011111111111117',
  'Diners Club': '30569309025904',
  'Diners Club, international': '36227206271667',
  JCB: '3530111333300000',
  UnionPay: '6200000000000005',
  'UnionPay with 19 digits': '6205500000000000004',
  Maestro: '6759649826438453',
  Mir: '2200000000000004',
} as const;

const FRAMES = [
  '@',
  'card @',
  '"@"',
  '{"pan":@}',
  'pan=@&cvv=1',
  '(@)',
  '@.',
  '@, exp 12/29',
  'x:@',
  '\n@\n',
  '\\n@\\n',
  '卡@号',
  '/pay/@/x',
  '@;',
  '@|1',
];

describe.for(Object.entries(CARDS))('A45 a card number of %s is found', ([, card]) => {
  test.for(FRAMES)('in %s', (frame) => {
    expect(maskedBy(findCards, frame.replace('@', card))).toBe(frame.replace('@', '***'));
  });
});

/** As it is printed. */
const groupsOf = (card: string): readonly string[] =>
  card.length === 16 ? (card.match(/\d{4}/g) ?? []) : [card.slice(0, 4), card.slice(4, 10), card.slice(10)];

describe.for([' ', '-', '.', '_', '+', '  ', ' - '])('A45 a card number grouped by "%s" is found', (separator) => {
  test.for([CARDS.Visa, CARDS['American Express'], CARDS['Diners Club'], CARDS.Mastercard])('%s', (card) => {
    const grouped = groupsOf(card).join(separator);
    expect(maskedBy(findCards, `paid with ${grouped} today`)).toBe('paid with *** today');
    expect(maskedBy(findCards, `"${grouped}"`)).toBe('"***"');
  });
});

describe('A45 numbers around a card number stay', () => {
  test.for([
    ['4111 1111 1111 1111 123 12/29', '*** 123 12/29'],
    ['id 12 4111 1111 1111 1111', 'id 12 ***'],
    ['%B4111111111111111^DOE/JANE^2512', '%B***^DOE/JANE^2512'],
    ['4111111111111111=2512101', '***=2512101'],
  ] as const)('%s', ([text, masked]) => {
    expect(maskedBy(findCards, text)).toBe(masked);
  });
});

test.for([
  ['a word in front', 'card-4111111111111111', 'card-***'],
  ['a word without a blank', 'pan4111111111111111', 'pan***'],
  ['a rare length', 'credit card 501800000009', 'credit card ***'],
  ['an old range', 'my card 180000000000002', 'my card ***'],
] as const)('A45 what is called a card needs less to be one: %s', ([, text, masked]) => {
  expect(maskedBy(findCards, text)).toBe(masked);
});

test('A45 only strict takes rare lengths for cards when no word says so', () => {
  expect(maskedBy(findCards, 'discarded 501800000009')).toBe('discarded 501800000009');
  expect(maskedBy(findCards, '501800000009', { isStrict: true })).toBe('***');
});

describe('A45 other long numbers stay', () => {
  test.for([
    ['wrong check digit', '4111111111111112'],
    ['float', '0.4111111111111111'],
    ['float', '4111111111111111.5'],
    ['id behind a word', 'ch_4111111111111111'],
    ['id behind a word', 'ORD-4111111111111111'],
    ['hex', 'deadbeef4111111111111111'],
    ['hex', '0x4111111111111111'],
    ['letters behind', '4111111111111111a'],
    ['UUID', '12345678-1234-1234-1234-123456789012'],
    ['trace', '00-4111111111111111-01'],
    ['too long', '41111111111111111111'],
    ['row of groups', '4111-1111-1111-1111-2222'],
    ['mixed separators', '4111 1111-1111 1111'],
    ['Unix time in ms', '1743628492197'],
    ['Unix time in us', '1743509553710830'],
    ['Unix time in ns', '1765582068375478883'],
    ['IMEI', '354675047881553'],
    ['EAN', '5073215344627'],
    ['masked card', '411111******1111 and ****1111'],
  ] as const)('%s: %s', ([, text]) => {
    expect(maskedBy(findCards, text)).toBe(text);
  });
});

test('A45 of random 64-bit ids less than one in two hundred is taken for a card', () => {
  const random = randomOf(45);
  const ids = Array.from({ length: 5000 }, () => `${1 + Math.floor(random() * 9)}${drawText(random, '0123456789', 18)}`);
  expect(ids.filter((id) => maskedBy(findCards, id) === '***').length).toBeLessThan(ids.length / 200);
});

test('of the ten digits that may follow a number exactly one is right', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{11,18}$/), (digits) => {
      expect(Array.from({ length: 10 }, (_, digit) => isLuhn(`${digits}${digit}`)).filter(Boolean)).toHaveLength(1);
    }),
  );
});

test.for(['1', '4', '4111 ', '4111-1111-', '1234 ', '1-1-1-', '411111111111111 ', '0033 '])('36 KiB of "%s" take milliseconds', (unit) => {
  expect(cpuMsOf(findCards, unit.repeat(36_864 / unit.length))).toBeLessThan(TOO_LONG_MS);
});
