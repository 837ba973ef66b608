import { expect, test } from 'vitest';
import { createReadingPace, type Fill } from '../../src/transports/reading-pace.js';

/** A buffer that is nearly full until `roomAtMs`, seen by a reader whose clock only moves while it waits. */
const reader = (fill: Partial<Fill> = {}, roomAtMs = Number.POSITIVE_INFINITY) => {
  let nowMs = 0;
  let heard = 0;
  const pace = createReadingPace(
    () => ({ buffer: { bytes: nowMs < roomAtMs ? 71 : 70, maxBytes: 100 }, consecutiveFailures: 0, spool: undefined, ...fill }),
    {
      now: () => nowMs,
      wait: async (ms) => {
        nowMs += ms;
      },
      onWait: () => {
        heard += 1;
      },
    },
  );
  return {
    /** How long the next piece had to wait, in milliseconds. */
    waited: async () => {
      const from = nowMs;
      await pace.next();
      return nowMs - from;
    },
    rest: (ms: number) => {
      nowMs += ms;
    },
    heard: () => heard,
  };
};

const spool = { state: 'ok', bytes: 0, maxBytes: 1, unreadBytes: 0 } as const;

test.each<[string, Partial<Fill>]>([
  ['has room', { buffer: { bytes: 70, maxBytes: 100 } }],
  ['has a collector that is away', { consecutiveFailures: 1 }],
  ['has a spool', { spool }],
])('a worker reads at once when its buffer %s', async (_why, fill) => {
  expect(await reader(fill).waited()).toBe(0);
});

test('a worker whose buffer is nearly full waits for room, and says that there is more to come', async () => {
  const { waited, heard } = reader({}, 100);
  expect(await waited()).toBe(100);
  expect(heard()).toBe(20);
  expect(await waited()).toBe(0);
});

test('it waits for 2 s at most, in however many pieces, and they come back within a minute', async () => {
  const { waited, rest } = reader();
  expect(await waited()).toBe(2000);
  expect(await waited()).toBe(0);
  rest(30_000);
  expect(await waited()).toBe(1000);
  rest(600_000);
  expect(await waited()).toBe(2000);
});
