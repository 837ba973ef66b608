import { expect, test } from 'vitest';
import { createDiskTrouble } from '../../../src/buffer/spool/disk-trouble.js';

test('D1 a disk that fails is tried each second', () => {
  const trouble = createDiskTrouble();
  let now = 1000;
  const rests: number[] = [];
  for (let failure = 0; failure < 8; failure += 1) {
    trouble.failed(now);
    const state = trouble.state();
    const until = state.type === 'away' ? state.untilMs : 0;
    expect([trouble.mayTry(until - 1), trouble.mayTry(until)]).toEqual([false, true]);
    rests.push(until - now);
    now = until;
  }
  expect(new Set(rests)).toEqual(new Set([1000]));
});

test('a write that works ends the rest and the memory of it', () => {
  const trouble = createDiskTrouble();
  for (const now of [0, 1000, 3000]) trouble.failed(now);
  trouble.succeeded(7000, 0.01);
  expect(trouble.state()).toEqual({ type: 'ok' });
  trouble.failed(8000);
  expect(trouble.state()).toEqual({ type: 'away', reason: 'failed', untilMs: 9000 });
});

test.each([
  ['one write of 1001 ms', [1001], 'away'],
  ['one write of 1000 ms', [1000], 'ok'],
  ['twenty writes of 100 ms', Array.from({ length: 20 }, () => 100), 'away'],
  ['nineteen writes of 100 ms', Array.from({ length: 19 }, () => 100), 'ok'],
  ['a thousand writes of 19 ms', Array.from({ length: 1000 }, () => 19), 'ok'],
  ['L9 a slow first write', [1000, ...Array.from({ length: 30 }, () => 0.002)], 'ok'],
  ['L9 one slow write among many quick ones', [...Array.from({ length: 30 }, () => 0.002), 1000, 0.002], 'ok'],
] as const)('D21 after %s', (_, tooks, type) => {
  const trouble = createDiskTrouble();
  for (const tookMs of tooks) trouble.succeeded(5000, tookMs);
  expect(trouble.state()).toEqual(type === 'ok' ? { type } : { type, reason: 'slow', untilMs: 6000 });
});

test('D21 a slow disk is not judged by what was before its rest', () => {
  const trouble = createDiskTrouble();
  trouble.succeeded(0, 9000);
  trouble.succeeded(1000, 0.002);
  expect(trouble.state()).toEqual({ type: 'ok' });
});
