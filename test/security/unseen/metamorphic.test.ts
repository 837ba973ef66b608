import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';
import { changed } from './changes.js';
import { unseen } from './corpus.js';
import { createDraw } from './draw.js';
import { everythingIn } from './score.js';

const CASES = 5000;
const wash = createWash();

const textOf = (item: object): readonly string[] => ('text' in item && typeof item.text === 'string' ? [item.text] : []);

const leaksIn = (record: unknown, secrets: readonly string[]): boolean => {
  const text = everythingIn(wash.record(record));
  return secrets.some((secret) => text.includes(secret));
};

test(`A45 a secret found in one place is found in any other (${CASES} seeded cases)`, () => {
  const found = unseen(11).positives.filter(
    (item) => item.tier === 'core' && textOf(item).some((text) => !leaksIn({ msg: text }, item.secrets)),
  );
  const draw = createDraw(4711);
  const lost = new Set<string>();
  for (let at = 0; at < CASES; at += 1) {
    const item = draw.pick(found);
    const { name, record } = changed(textOf(item)[0] ?? '', draw);
    if (leaksIn(record, item.secrets)) lost.add(`${item.kind} ${name}: ${JSON.stringify(textOf(item)[0]).slice(0, 120)}`);
  }
  expect([...lost]).toEqual([]);
});

test(`A45 what is harmless in one place is harmless in any other (${CASES} seeded cases)`, () => {
  const harmless = unseen(12)
    .negatives.flatMap(textOf)
    .filter((text) => (wash.record({ msg: text }) as { msg: string }).msg === text);
  const draw = createDraw(4712);
  const touched = new Set<string>();
  for (let at = 0; at < CASES; at += 1) {
    const text = draw.pick(harmless);
    const { name, record } = changed(text, draw);
    if (kindsIn(record).length > 0) touched.add(`${name}: ${JSON.stringify(text).slice(0, 120)} (${kindsIn(record).join()})`);
  }
  expect([...touched]).toEqual([]);
});

/** What is found in any text of a record. */
const kindsIn = (record: unknown): readonly string[] =>
  everythingIn(record)
    .split('\u241f')
    .flatMap((text) => wash.explain(text).map(({ kind }) => kind));

const PAIRS: readonly (readonly [string, (key: string, value: unknown) => unknown])[] = [
  ['name and value', (name, value) => ({ name, value })],
  ['value and key', (key, value) => ({ value, key })],
  ['field and newValue', (field, newValue) => ({ audit: [{ field, oldValue: null, newValue }] })],
  [
    'Name and StringValue',
    (Name, StringValue) => ({
      attributes: [
        { Name: 'Kind', StringValue: 'x' },
        { Name, StringValue },
      ],
    }),
  ],
  [
    'entries',
    (key, value) => ({
      list: [
        ['kind', 'x'],
        [key, value],
      ],
    }),
  ],
];

test.each(PAIRS)('A45 what is a secret under its name is one beside it: %s', (_, pair) => {
  const lost = new Set<string>();
  for (const item of unseen(15).positives) {
    if (item.tier !== 'core' || !('record' in item) || 'paths' in item) continue;
    for (const [key, value] of Object.entries(item.record)) {
      if (typeof value !== 'string' || leaksIn({ [key]: value }, item.secrets) || !item.secrets.some((secret) => value.includes(secret)))
        continue;
      const record = pair(key, value);
      const line = wash.line(JSON.stringify(record));
      if (leaksIn(record, item.secrets) || item.secrets.some((secret) => line.includes(secret))) lost.add(`${key}: ${line}`);
    }
  }
  expect([...lost]).toEqual([]);
});

test('A45 washing twice is washing once', () => {
  const { positives, negatives } = unseen(13);
  const twice = [...positives, ...negatives].filter((item) => {
    const once = wash.record('text' in item ? { msg: item.text } : item.record);
    return JSON.stringify(wash.record(structuredClone(once))) !== JSON.stringify(once);
  });
  expect(twice.map(({ id }) => id)).toEqual([]);
});

test('A45 a line is washed as its record is', () => {
  const { positives, negatives } = unseen(14);
  const different = [...positives, ...negatives].filter((item) => {
    const record = JSON.parse(JSON.stringify('text' in item ? { level: 30, msg: item.text } : item.record)) as unknown;
    return JSON.stringify(JSON.parse(wash.line(JSON.stringify(record)))) !== JSON.stringify(wash.record(record));
  });
  expect(different.map(({ id }) => id)).toEqual([]);
});
