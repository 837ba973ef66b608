import { expect, test } from 'vitest';
import { createLane, type Lane, READY } from '../../src/buffer/lane.js';
import { createTurns } from '../../src/buffer/turns.js';

const laneOf = (name: string): Lane => ({ ...createLane(name, { name, key: name }), place: READY });

test('lanes take turns in the order in which they joined', () => {
  const turns = createTurns(() => true);
  for (const name of ['a', 'b', 'c']) turns.join(laneOf(name));
  expect([turns.next(), turns.next(), turns.next(), turns.next()].map((lane) => lane?.group.name)).toEqual(['a', 'b', 'c', undefined]);
});

test('a lane that can lend no more is passed over', () => {
  const turns = createTurns(({ group }) => group.name !== 'a');
  for (const name of ['a', 'b']) turns.join(laneOf(name));
  expect([turns.any(), turns.next()?.group.name, turns.any()]).toEqual([true, 'b', false]);
});

test('lanes that are emptied and filled again a million times are asked a bounded number of times', () => {
  let asked = 0;
  const lane = laneOf('a');
  const turns = createTurns(() => {
    asked += 1;
    return true;
  });
  for (let time = 0; time < 1_000_000; time += 1) {
    turns.join(lane);
    turns.emptied();
  }
  turns.join(lane);
  asked = 0;
  while (turns.next() !== undefined);
  expect(asked).toBeLessThan(3000);
});
