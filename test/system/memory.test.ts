import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { spawnApp } from '../kit/spawn-app.js';
import { everyDoor, inWorker, type ProgramOptions, runProgram } from './programs.js';

const MIB = 1024 * 1024;
const MAX_BUFFER_BYTES = 8 * MIB;

/** Bursts of a thousand records of 300 bytes, a turn of the loop after each; prints the most memory that the process ever had. */
const BURSTS = `
  const text = 'x'.repeat(250);
  for (let n = 0; n < 300_000; n += 1) {
    log(n, { text });
    if (n % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  console.log(process.resourceUsage().maxRSS * 1024);`;

const BARE = {
  Winston: `import winston from 'winston'; import Transport from 'winston-transport';
    class Nothing extends Transport { log(info, callback) { callback(); } }
    const logger = winston.createLogger({ transports: [new Nothing()] });
    const log = (n, fields) => logger.info('m', { n, ...fields });`,
  Pino: `import pino from 'pino'; const logger = pino({}, { write() {} }); const log = (n, fields) => logger.info({ n, ...fields }, 'm');`,
};

/** Keeps V8 from letting garbage lie about, which would hide what is held. */
const nodeArgs = ['--max-old-space-size=64', '--max-semi-space-size=4'];

const peakOf = async (app: ReturnType<typeof runProgram> | ReturnType<typeof spawnApp>): Promise<number> => Number(await (await app).line(/^\d+$/, { timeoutMs: 60_000 }));

let collector: Collector;
const bare = { Winston: 0, Pino: 0 };
beforeAll(async () => {
  collector = await startCollector({ keep: 'counts' });
  await collector.pause();
  bare.Winston = await peakOf(spawnApp({ code: `${BARE.Winston}\n${BURSTS}` }, { nodeArgs }));
  bare.Pino = await peakOf(spawnApp({ code: `${BARE.Pino}\n${BURSTS}` }, { nodeArgs }));
}, 60_000);
afterAll(() => collector.close());

describe('B25 R9 K4 300,000 records while the collector refuses connections', () => {
  test.each(everyDoor)('%s: the memory of the process stays bounded', async (door) => {
    const options: ProgramOptions = { door, collector, nodeArgs, options: { maxBufferBytes: MAX_BUFFER_BYTES, closeTimeoutMs: 200 } };
    const extra = (await peakOf(runProgram(BURSTS, options))) - bare[door.startsWith('Winston') ? 'Winston' : 'Pino'];
    console.log(door, extra / MIB, bare);
    const isWorker = (inWorker as readonly string[]).includes(door);
    expect(extra).toBeLessThan(1.25 * MAX_BUFFER_BYTES + (isWorker ? 128 : 64) * MIB);
  });
});
