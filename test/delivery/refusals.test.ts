import { expect, test } from 'vitest';
import { createRefusals } from '../../src/delivery/refusals.js';

test('three groups refused for one reason are no accident', () => {
  const refusals = createRefusals();
  expect(['a', 'b', 'c', 'd'].map((group) => refusals.ofGroup(group, 'http-401'))).toEqual([false, false, true, true]);
});

test('one group refused three times is one group', () => {
  const refusals = createRefusals();
  expect(['a', 'b', 'a', 'b', 'a'].map((group) => refusals.ofGroup(group, 'http-401'))).not.toContain(true);
});

test('another reason begins another count', () => {
  const refusals = createRefusals();
  refusals.ofGroup('a', 'http-401');
  refusals.ofGroup('b', 'http-401');
  expect(refusals.ofGroup('c', 'http-403')).toBe(false);
  expect(refusals.ofGroup('d', 'http-403')).toBe(false);
  expect(refusals.ofGroup('e', 'http-403')).toBe(true);
});

test('three records refused each by itself are no accident, one record three times is', () => {
  const refusals = createRefusals();
  expect(['r1', 'r1', 'r2', 'r1', 'r3'].map((id) => refusals.ofRecord(id))).toEqual([false, false, false, false, true]);
});

test('a delivery begins every count anew', () => {
  const refusals = createRefusals();
  for (const name of ['a', 'b']) {
    refusals.ofGroup(name, 'http-401');
    refusals.ofRecord(name);
  }
  refusals.clear();
  expect(refusals.ofGroup('c', 'http-401')).toBe(false);
  expect(refusals.ofRecord('c')).toBe(false);
});
