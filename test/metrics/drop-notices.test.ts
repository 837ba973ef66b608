import { expect, test } from 'vitest';
import type { DropNotice } from '../../src/core/handler.js';
import { createDropNotices } from '../../src/metrics/drop-notices.js';
import { createFakeClock } from '../kit/fake-clock.js';

const setUp = () => {
  const clock = createFakeClock();
  const told: DropNotice[] = [];
  const notices = createDropNotices(clock, (notice) => told.push(notice));
  return { clock, told, notices };
};

test('a notice comes after the call that dropped, not within it', async () => {
  const { clock, told, notices } = setUp();
  notices.add({ count: 1, reason: 'full' });
  expect(told).toEqual([]);
  await clock.advance(0);
  expect(told).toEqual([{ count: 1, reason: 'full', group: undefined }]);
});

test('notices are summed up by reason and group, and told at most once a second', async () => {
  const { clock, told, notices } = setUp();
  notices.add({ count: 1, reason: 'full' });
  await clock.advance(0);
  for (let turn = 0; turn < 500; turn += 1) {
    notices.add({ count: 2, reason: 'evicted', group: 'a' });
    notices.add({ count: 1, reason: 'evicted', group: 'b' });
  }
  await clock.advance(999);
  expect(told).toHaveLength(1);
  await clock.advance(1);
  expect(told.slice(1)).toEqual([
    { count: 1000, reason: 'evicted', group: 'a' },
    { count: 500, reason: 'evicted', group: 'b' },
  ]);
});

test('a listener that drops again with each notice is told once a second, and no more', async () => {
  const clock = createFakeClock();
  let told = 0;
  const notices = createDropNotices(clock, () => {
    told += 1;
    notices.add({ count: 1, reason: 'full' });
  });
  notices.add({ count: 1, reason: 'full' });
  await clock.advance(10_000);
  expect(told).toBe(11);
});

test('groups beyond a thousand are counted together', async () => {
  const { clock, told, notices } = setUp();
  for (let group = 0; group < 5000; group += 1) notices.add({ count: 1, reason: 'evicted', group: `g${group}` });
  await clock.advance(0);
  expect([told.length, told.reduce((sum, { count }) => sum + count, 0)]).toEqual([1001, 5000]);
});

test('the rest is told at once on demand', () => {
  const { told, notices } = setUp();
  notices.add({ count: 3, reason: 'abandoned' });
  notices.tellRest();
  expect(told).toEqual([{ count: 3, reason: 'abandoned', group: undefined }]);
});

test('without a listener nothing is kept and no timer is set', () => {
  const clock = createFakeClock();
  createDropNotices(clock, undefined).add({ count: 1, reason: 'full' });
  expect(clock.pendingTimers()).toBe(0);
});
