import { expect, test } from 'vitest';
import { createTroubledLanes } from '../../src/delivery/troubled-lanes.js';

const retry = { baseMs: 1000, capMs: 30_000 };
const busy = { type: 'busy', scope: 'group', reason: 'http-503' } as const;
const held = { type: 'held', scope: 'group', reason: 'http-401' } as const;
const fail = { outcome: busy, now: 1000, random: 0.5 };

test('a group is remembered until it is forgotten, with its failures, its rest and why it rests', () => {
  const lanes = createTroubledLanes(retry);
  lanes.fail('a', fail);
  expect(lanes.get('a')).toMatchObject({ failures: 1, until: 1500, cause: 'fault' });
  lanes.fail('a', { ...fail, outcome: { ...busy, retryAfterMs: 7000 } });
  expect(lanes.get('a')).toMatchObject({ failures: 2, until: 8350, cause: 'asked' });
  lanes.fail('a', { ...fail, outcome: held });
  expect(lanes.get('a')).toMatchObject({ failures: 3, until: 31_000, cause: 'held' });
  lanes.forget('a');
  expect(lanes.get('a')).toBeUndefined();
});

test('since when, and how far, records were refused one by one is kept through other failures', () => {
  const lanes = createTroubledLanes(retry);
  const refused = { since: 900, id: 'c1', order: 7, upTo: 3 };
  lanes.fail('a', { ...fail, outcome: held, refused });
  lanes.fail('a', fail);
  expect(lanes.get('a')?.refused).toEqual(refused);
});

test('a held group counts as held while it is asked, not for ever after its records are gone', () => {
  const lanes = createTroubledLanes(retry);
  lanes.fail('a', { ...fail, outcome: held });
  expect([lanes.anyHeld(31_000), lanes.anyHeld(60_999), lanes.anyHeld(61_000)]).toEqual([true, true, false]);
});

test('10,000 groups are remembered, the latest ones', () => {
  const lanes = createTroubledLanes(retry);
  for (let index = 0; index < 10_000; index += 1) lanes.fail(`g${index}`, fail);
  lanes.fail('g0', fail);
  lanes.fail('one more', fail);
  expect([lanes.get('g0')?.failures, lanes.get('g1'), lanes.get('g2')?.failures]).toEqual([2, undefined, 1]);
});
