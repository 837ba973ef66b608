import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';

const TWICE = [0, 1];

test.each([
  ['the words of its key', { phone: '0612345678' }],
  ['a key that keeps line feeds', { stack: 'at 0612345678 ssn 219-09-9999' }],
])('A45 a text that was harmless elsewhere is looked at again under %s', (_, record) => {
  const wash = createWash();
  const [text] = Object.values(record);
  const elsewhere = TWICE.map(() => wash.record({ note: text }));
  expect(elsewhere[1]).toEqual(elsewhere[0]);
  expect(wash.record(record)).toEqual(createWash().record(record));
  expect(JSON.parse(wash.line(JSON.stringify(record)))).toEqual(createWash().record(record));
});

test('A46 a text with a lone surrogate is not taken for the one that has the same bytes', () => {
  const wash = createWash();
  const text = (character: string) => ({ note: `12345678 is what was left: ${character}` });
  for (const _ of TWICE) expect(wash.record(text('\ufffd'))).toEqual(text('\ufffd'));
  expect(wash.record(text('\ud800'))).toEqual(text('\\u{d800}'));
});

test.each([
  ['an id and a mail', '10c49aae-593d-413d-886f-a11cb9bc0f71 jane@example.com', '10c49aae-593d-413d-886f-a11cb9bc0f71 j***@example.com'],
  ['an address in the place of a time', '2026-11-20T15:203.0.113.77', '2026-11-20T15:203.0.113.x'],
  ['a time', '2026-11-20T15:27:27.123+01:00', '2026-11-20T15:27:27.123+01:00'],
])('A45 only what is an id or a time as a whole goes unseen: %s', (_, text, washed) => {
  for (const wash of TWICE.map(() => createWash())) expect(wash.record({ note: text })).toEqual({ note: washed });
  expect(createWash().line(JSON.stringify({ note: text }))).toBe(JSON.stringify({ note: washed }));
});

test.each([
  ['a card', 'paid with 4111 1111 1111 1112', 'paid with 4111 1111 1111 1111', 'paid with ****1111'],
  ['an address', 'from 10.0.113.77 on', 'from 93.0.113.77 on', 'from 93.0.113.x on'],
  ['a token', 'to npm_0000000000000000000000000000000000000', 'to npm_0123456789012345678901234567890123456', undefined],
])('A45 a text that differs in its digits only from a harmless one is known for itself: %s', (_, harmless, text, washed) => {
  const wash = createWash();
  for (const _ of TWICE) expect(wash.record({ note: harmless })).toEqual({ note: harmless });
  const expected = washed === undefined ? createWash().record({ note: text }) : { note: washed };
  expect(wash.record({ note: text })).toEqual(expected);
  expect(JSON.parse(wash.line(JSON.stringify({ note: text })))).toEqual(expected);
});

test('A49 a mask of the user’s own is written as JSON', () => {
  const wash = createWash({ kinds: { email: (value: string) => `"${value.length}"\\` } });
  const line = wash.line('{"note":"to jane@example.com, twice"}');
  expect(JSON.parse(line)).toEqual({ note: 'to "16"\\, twice' });
});
