import { isProxy } from 'node:util/types';
import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';
import { cpuMs } from './cpu-time.js';
import { CANARY, HOSTILE_VALUES } from './values.js';

const wash = createWash();
/** 30 ms on a machine that does nothing else; what has no bound takes seconds. */
const MOST_MS = 300;
const MOST_ATTEMPTS = 5;
const RECORD_BYTES = 262_144;

test.each(HOSTILE_VALUES)('%s becomes a plain, bounded record, and nothing throws', (_, make) => {
  const written = JSON.stringify(wash.record(make()));
  expect(written).not.toContain(CANARY);
  expect(written).not.toContain('hunter2');
  expect(Buffer.byteLength(written)).toBeLessThanOrEqual(RECORD_BYTES);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test.each(HOSTILE_VALUES)('%s is washed at once, but for the time that Node takes to name its keys', (_, make) => {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < MOST_ATTEMPTS && least >= MOST_MS; attempt += 1) {
    const value = make();
    least = Math.min(
      least,
      cpuMs(() => wash.record(value), Number.POSITIVE_INFINITY) - cpuMs(() => nameKeys(value), Number.POSITIVE_INFINITY),
    );
  }
  expect(least).toBeLessThan(MOST_MS);
});

/** What no walk can avoid: of a plain object with a million keys, Node names them all. */
const nameKeys = (value: unknown): void => {
  const inner = isPlain(value) ? (Object.getOwnPropertyDescriptor(value, 'o')?.value as unknown) : undefined;
  if (isPlain(value)) Object.keys(value);
  if (isPlain(inner)) Object.keys(inner);
};

const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null && !isProxy(value);
