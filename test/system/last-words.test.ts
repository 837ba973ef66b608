import { beforeEach, expect, test } from 'vitest';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { everyDoor, inWorker, numbersOf, startProgram, upTo } from './programs.js';

const FOREVER = Number.POSITIVE_INFINITY;

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
  return () => collector.close();
});

const DIES = `for (let n = 0; n < 100; n += 1) log(n); setImmediate(() => { throw new Error('it broke'); });`;

test.each(inWorker)('%s: an uncaught exception loses nothing that was logged before it', async (door) => {
  const app = await startProgram(DIES, { door, collector });
  expect(await app.exit()).toEqual({ code: 1, signal: null });
  expect(numbersOf(collector)).toEqual(upTo(100));
  expect(app.stderr.join('\n')).toContain('it broke');
});

test.each(everyDoor)('%s: an uncaught exception ends the app as ever: by code 1, with the stack, without a word of ours', async (door) => {
  collector.fail({ hang: true, times: FOREVER });
  const app = await startProgram(DIES, { door, collector, options: { closeTimeoutMs: 200 } });
  expect(await app.exit()).toEqual({ code: 1, signal: null });
  expect(app.stderr.join('\n')).toContain('it broke');
  expect(app.stderr.join('\n')).not.toMatch(/logferry.*(?:error|warn)/i);
});
