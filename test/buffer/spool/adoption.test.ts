import { renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { createAdoption, type ScheduleDeps } from '../../../src/buffer/spool/adoption.js';
import { backgroundFiles } from '../../../src/buffer/spool/background-files.js';
import { createFakeClock } from '../../kit/fake-clock.js';
import { until } from '../../kit/until.js';
import { deadOwner, plantLog, self, tempDirectory } from './logs.js';

const stage = (change: Partial<ScheduleDeps> = {}) => {
  const root = tempDirectory();
  const own = plantLog(root, { owner: { ...deadOwner, ...self } });
  const clock = createFakeClock();
  clock.setRandom(0.5);
  const troubles: unknown[] = [];
  const told: (readonly string[])[] = [];
  const adoption = createAdoption({
    root,
    own,
    files: backgroundFiles,
    clock,
    alive: async () => 'dead',
    onTrouble: (error) => troubles.push(error),
    ...change,
  });
  return { root, own, clock, troubles, told, adoption, start: () => adoption.start((paths) => told.push(paths)) };
};

/** A round reads from a real disk; it is over when its successor is planned. */
const roundEnds = ({ clock }: Pick<ReturnType<typeof stage>, 'clock'>) =>
  until(() => clock.pendingTimers() === 1, { what: 'a round ends' });

test('looks at once, and tells what it took', async () => {
  const scene = stage();
  const log = plantLog(scene.root);
  scene.start();
  expect(scene.told).toEqual([]);
  await scene.clock.advance(0);
  await roundEnds(scene);
  expect(scene.told).toEqual([[join(scene.own, 'adopted', basename(log))]]);
  await scene.adoption.stop();
});

test.each<[dice: number, pauseMs: number]>([
  [0, 15_000],
  [0.5, 30_000],
  [0.999, 44_970],
])('P12 looks again after half a minute or so: with %d after %d ms', async (dice, pauseMs) => {
  const scene = stage();
  scene.clock.setRandom(dice);
  scene.start();
  await scene.clock.advance(0);
  await roundEnds(scene);
  plantLog(scene.root);
  await scene.clock.advance(pauseMs - 1);
  expect(scene.told).toEqual([]);
  await scene.clock.advance(1);
  await roundEnds(scene);
  expect(scene.told).toHaveLength(1);
  await scene.adoption.stop();
});

test('D23 goes on soon when there was more than one round may take', async () => {
  const scene = stage();
  for (let count = 0; count < 210; count += 1) plantLog(scene.root);
  scene.start();
  await scene.clock.advance(0);
  await roundEnds(scene);
  await scene.clock.advance(2000);
  await roundEnds(scene);
  expect(scene.told.map(({ length }) => length)).toEqual([200, 10]);
  await scene.adoption.stop();
});

test('goes on after trouble with the spool', async () => {
  const scene = stage();
  renameSync(scene.root, `${scene.root}-away`);
  scene.start();
  await scene.clock.advance(0);
  await roundEnds(scene);
  expect(scene.troubles).toHaveLength(1);
  renameSync(`${scene.root}-away`, scene.root);
  plantLog(scene.root);
  await scene.clock.advance(30_000);
  await roundEnds(scene);
  expect(scene.told).toHaveLength(1);
  await scene.adoption.stop();
});

test('R15 goes on when whom it tells throws', async () => {
  const scene = stage();
  plantLog(scene.root);
  scene.adoption.start(() => {
    throw new Error('no');
  });
  await scene.clock.advance(0);
  await roundEnds(scene);
  expect(scene.troubles).toHaveLength(1);
  await scene.adoption.stop();
});

test('once stopped it looks no more, holds no timer, and tells nothing', async () => {
  let stopping: Promise<void> | undefined;
  const scene: ReturnType<typeof stage> = stage({
    alive: async () => {
      stopping = scene.adoption.stop();
      return 'dead';
    },
  });
  plantLog(scene.root);
  scene.start();
  await scene.clock.advance(0);
  await until(() => stopping !== undefined);
  await stopping;
  expect([scene.told, scene.clock.pendingTimers()]).toEqual([[], 0]);
});

test('stopped before its first look it never looks', async () => {
  const scene = stage({ alive: () => Promise.reject(new Error('asked')) });
  plantLog(scene.root);
  scene.start();
  await scene.adoption.stop();
  await scene.clock.advance(100_000);
  expect([scene.told, scene.troubles]).toEqual([[], []]);
});

test('nothing of it holds the process', async () => {
  const scene = stage();
  scene.start();
  expect([scene.clock.pendingTimers(), scene.clock.holdingTimers()]).toEqual([1, 0]);
  await scene.adoption.stop();
});
