import * as v from 'valibot';
import { expect, test } from 'vitest';
import { deadLettersOption } from '../../../src/buffer/dead-letters/options.js';

const parse = (deadLetters: unknown) => v.safeParse(v.strictObject(deadLettersOption), { deadLetters });

test('dead letters are off by default, and need a directory only', () => {
  expect(parse(undefined).output).toEqual({});
  expect(parse({ directory: '/d' }).output).toEqual({ deadLetters: { directory: '/d', maxBytes: 64 * 1024 * 1024, keep: 'refused' } });
});

test.each([
  ['/d', 'must be an object such as'],
  [{}, undefined],
  [{ directory: '' }, 'must be the path of a directory'],
  [{ directory: '/d', maxBytes: 1000 }, 'must be a whole number, 1048576 or more'],
  [{ directory: '/d', maxBytes: '64MB' }, 'must be a whole number'],
  [{ directory: '/d', keep: 'some' }, "must be 'refused' or 'all'"],
  [{ directory: '/d', max: 1 }, undefined],
])('%j is refused with words that help', (deadLetters, message) => {
  const { success, issues = [] } = parse(deadLetters);
  expect(success).toBe(false);
  expect(issues[0]?.message).toContain(message ?? '');
});
