import { expect, test } from 'vitest';
import { createKeyClassifier } from '../../src/security/keys/classify-key.js';
import { createRemembered } from '../../src/security/remembered.js';

const decide = createKeyClassifier({});

test('A48 names that come again are remembered, harmless ones too', () => {
  const { of: classify, stats } = createRemembered(decide, { most: 100, longest: 80 });
  for (let record = 0; record < 100; record += 1) for (const key of ['password', 'level', 'time']) classify(key);
  expect(stats()).toEqual({ hits: 297, misses: 3, size: 3, evictions: 0 });
});

test('A48 the cache answers as the classifier does', () => {
  const { of: classify } = createRemembered(decide, { most: 4, longest: 80 });
  const keys = ['password', 'level', 'tokens', 'PWD', 'max_tokens', 'authorization', 'x'];
  for (const key of [...keys, ...keys]) expect(classify(key)).toEqual(decide(key));
});

test('A48 the cache never grows beyond its size, and gives its oldest quarter up', () => {
  const { of: classify, stats } = createRemembered(decide, { most: 8, longest: 80 });
  for (let name = 0; name < 9; name += 1) classify(`name${name}`);
  expect(stats()).toMatchObject({ size: 7, evictions: 2 });
  classify('name8');
  expect(stats().hits).toBe(1);
});

test('A48 names that are too long to come again are not kept', () => {
  const { of: classify, stats } = createRemembered(decide, { most: 8, longest: 80 });
  classify('x'.repeat(81));
  expect(stats().size).toBe(0);
});

test('A48 what must be answered anew is not kept', () => {
  const { of, stats } = createRemembered((question) => question.length, { most: 8, longest: 80, isNew: (question) => question === 'new' });
  expect([of('new'), of('new'), of('old'), of('old')]).toEqual([3, 3, 3, 3]);
  expect(stats()).toMatchObject({ hits: 1, misses: 3, size: 1 });
});

test('A48 questions in another order, and forgotten ones, get answers of their own', () => {
  const { of, stats } = createRemembered((question) => question, { most: 8, longest: 80, isNew: (question) => question === '3' });
  for (let round = 0; round < 500; round += 1) {
    const question = `${(round * round) % (round < 250 ? 7 : 23)}`;
    expect(of(question)).toBe(question);
  }
  const { hits, misses, size } = stats();
  expect(hits + misses).toBe(500);
  expect(size).toBeLessThanOrEqual(8);
});

test.each(['', '__proto__', 'constructor', '7', '\ud800', 'å'.repeat(20)])('A48 %j is remembered as any other', (question) => {
  const { of, stats } = createRemembered((asked) => ({ asked }), { most: 8, longest: 80 });
  const first = of(question);
  expect(of(question)).toBe(first);
  of('other');
  expect(of(question)).toBe(first);
  expect(stats()).toMatchObject({ hits: 2, misses: 2, size: 2 });
});
