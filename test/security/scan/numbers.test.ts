import { expect, test } from 'vitest';
import { findNumbers } from '../../../src/security/scan/numbers.js';
import { findingsBy } from './seen-by.js';

const seen = (text: string, unwanted: readonly ('card' | 'ip')[] = []) =>
  findingsBy(findNumbers, text, { unwanted }).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

test('A45 one look finds numbers of all kinds, side by side', () => {
  const text = 'card 4111 1111 1111 1111, 219-09-9999, DE89370400440532013000, (206) 555-0188, +49 30 1234567, 203.0.113.77';
  expect(seen(text)).toEqual([
    'card 4111 1111 1111 1111',
    'ssn 219-09-9999',
    'iban DE89370400440532013000',
    'phone (206) 555-0188',
    'phone +49 30 1234567',
    'ip 203.0.113.77',
  ]);
});

test('A45 where cards are not wanted, what else their digits may be is found', () => {
  const text = 'call 4111 1111 1111 1111';
  expect(seen(text)).toEqual(['card 4111 1111 1111 1111']);
  expect(seen(text, ['card'])).toEqual(['phone 4111 1111 1111']);
});
