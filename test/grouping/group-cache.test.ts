import { expect, test } from 'vitest';
import { createGroupCache } from '../../src/grouping/group-cache.js';

const groupNamed = (name: string) => ({ name, key: name });

test('a cache never holds more than its capacity', () => {
  const cache = createGroupCache(10);
  for (let index = 0; index < 100; index += 1) {
    cache.add(`${index}`, groupNamed(`${index}`));
    expect(cache.stats().size).toBeLessThanOrEqual(10);
  }
  expect(cache.stats()).toEqual({ hits: 0, misses: 0, size: 10, evictions: 90 });
});

test('what is used stays, what is not goes', () => {
  const cache = createGroupCache(4);
  const busy = cache.add('busy', groupNamed('busy'));
  cache.add('idle', groupNamed('idle'));
  for (let index = 0; index < 20; index += 1) {
    expect(cache.get('busy')).toBe(busy);
    cache.add(`${index}`, groupNamed(`${index}`));
  }
  expect(cache.get('idle')).toBeUndefined();
  expect(cache.stats()).toMatchObject({ hits: 20, misses: 1 });
  expect(cache.stats().size + cache.stats().evictions).toBe(22);
});

test('a capacity of one still remembers the last', () => {
  const cache = createGroupCache(1);
  cache.add('a', groupNamed('a'));
  expect(cache.get('a')?.name).toBe('a');
});

test('of long texts fewer are kept: about a million characters in all', () => {
  const cache = createGroupCache(10_000);
  for (let n = 0; n < 10_000; n += 1) cache.add(`${n}${'x'.repeat(4000)}`, { name: String(n), key: n });
  expect(cache.stats().size * 4000).toBeLessThan(1_200_000);
  expect(cache.get(`9999${'x'.repeat(4000)}`)?.key).toBe(9999);
});
