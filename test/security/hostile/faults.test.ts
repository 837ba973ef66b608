import { expect, test } from 'vitest';
import type { Mask } from '../../../src/security/security-options.js';
import { createWash } from '../../../src/security/wash/create-wash.js';
import { unseen } from '../unseen/corpus.js';
import { inputOf } from '../unseen/item.js';

const MAIL = 'canary.person@mail.example';
const CARD = '4929756430713815';
const RECORD = {
  msg: `mail to ${MAIL}, card ${CARD}`,
  [`by ${MAIL}`]: 1,
  card: Number(CARD),
  list: [{ contact: MAIL, password: 'canary-password' }],
};

const fail = (): never => {
  throw new Error(`no: ${MAIL} ${CARD}`);
};

/** Masks that must not be trusted. */
const MASKS: readonly (readonly [string, (value: string) => unknown])[] = [
  ['throws', fail],
  ['answers its input', (value) => value],
  ['answers its input in a longer text', (value) => `<${value}>`],
  ['answers its input reversed twice over', (value) => `${value}${value}`],
  ['answers its input in other letters', (value) => value.toUpperCase()],
  ['answers nothing', () => undefined],
  ['answers an object', (value) => ({ value })],
  ['answers an object that is a text when asked', (value) => ({ toString: () => value })],
  ['answers a megabyte', () => 'x'.repeat(1_000_000)],
  ['answers a line break', () => 'a\nb\u001b[2J'],
  ['answers a promise', (value) => Promise.resolve(value)],
];

const canariesIn = (text: string): readonly string[] =>
  [MAIL, MAIL.toUpperCase(), 'canary.person@', CARD, 'canary-password'].filter((canary) => text.includes(canary));

const written = (options: Parameters<typeof createWash>[0]): string => {
  const wash = createWash(options);
  return `${JSON.stringify(wash.record(RECORD))}\n${wash.line(JSON.stringify(RECORD))}`;
};

test.each(MASKS)('A45 a mask that %s lets nothing out', (_, mask) => {
  const kinds = { email: mask as Mask, card: mask as Mask, secret: mask as Mask };
  const text = written({ kinds });
  expect(canariesIn(text)).toEqual([]);
  expect(text.split('\n').length).toBe(2);
  expect(text.length).toBeLessThan(524_288);
});

test.each(MASKS)('A45 a mask of a path or a key that %s lets nothing out', (_, mask) => {
  const text = written({ paths: [{ path: 'list[*].contact', mask: mask as Mask }], keys: { add: [{ key: 'card', mask: mask as Mask }] } });
  expect(canariesIn(text)).toEqual([]);
});

test.each([
  ['throws', fail],
  ['answers an object', () => ({})],
  ['answers a promise of no', () => Promise.resolve(false)],
])('A50 a rule whose check %s lets nothing out', (_, validate) => {
  const rule = {
    name: 'staff',
    literals: ['canary'],
    pattern: /canary[.-]\w+/g,
    validate: validate as unknown as (match: string) => boolean,
  };
  expect(canariesIn(written({ rules: [rule], kinds: { email: false, card: true } })).filter((canary) => canary !== CARD)).toEqual([]);
});

test('A42 what the app handed over is as it was', () => {
  const wash = createWash();
  const { positives, negatives } = unseen(21);
  const touched = [...positives, ...negatives].filter((item) => {
    const given = structuredClone(inputOf(item));
    wash.record({ msg: 'm', given });
    return JSON.stringify(given) !== JSON.stringify(inputOf(item));
  });
  expect(touched).toEqual([]);
});

test('A42 an options object that is printed, or refused, shows no key', () => {
  const key = Buffer.from('canary-key-of-thirty-two-bytes!!');
  const wash = createWash({ pseudonym: { key, keyId: 'k1' }, kinds: { email: 'hash' } });
  expect(`${JSON.stringify(wash)}${JSON.stringify(wash.stats())}${String(wash)}`).not.toContain('canary-key');
  expect(() => createWash({ pseudonym: { key: 'canary-short' as never, keyId: 'k1' } })).toThrow(/^(?!.*canary-short)/s);
});
