import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { spawnApp } from '../kit/spawn-app.js';
import { everyDoor, inProcess, inWorker, type ProgramOptions, runProgram } from './programs.js';

const MIB = 1024 * 1024;
const MAX_BUFFER_BYTES = 8 * MIB;

/** Bursts of a thousand records of 300 bytes, a turn of the loop after each; prints the most memory that the process ever had. */
const BURSTS = `
  const text = 'x'.repeat(250);
  for (let n = 0; n < 300_000; n += 1) {
    log(n, { text });
    if (n % 1000 === 0) await turn();
  }
  console.log(process.resourceUsage().maxRSS * 1024);
  process.exit();`;

const TURN = 'const turn = () => new Promise((resolve) => setImmediate(resolve));';

/** Pino's worker reads at its own pace, and Pino lets lines pile up before it whatever the target: this producer waits for it, so that only ours is seen. */
const PINO_WORKER_TURN = `
  const stream = logger[pino.symbols.streamSym];
  const turn = async () => {
    do await new Promise((resolve) => setTimeout(resolve, 1));
    while (stream.writableNeedDrain);
  };`;

const BARE = {
  Winston: `import winston from 'winston'; import Transport from 'winston-transport';
    class Nothing extends Transport { log(info, callback) { callback(); } }
    const logger = winston.createLogger({ transports: [new Nothing()] });
    const log = (n, fields) => logger.info('m', { n, ...fields });`,
  Pino: `import pino from 'pino'; const logger = pino({}, { write() {} }); const log = (n, fields) => logger.info({ n, ...fields }, 'm');`,
};

/** Keeps V8 from letting garbage lie about, which would hide what is held. */
const nodeArgs = ['--max-old-space-size=64', '--max-semi-space-size=4'];

const peakOf = async (app: ReturnType<typeof runProgram> | ReturnType<typeof spawnApp>): Promise<number> =>
  Number(await (await app).line(/^\d+$/, { timeoutMs: 60_000 }));

let collector: Collector;
const bare = { Winston: 0, Pino: 0 };
beforeAll(async () => {
  collector = await startCollector({ keep: 'counts' });
  await collector.pause();
  bare.Winston = await peakOf(spawnApp({ code: `${BARE.Winston}\n${TURN}\n${BURSTS}` }, { nodeArgs }));
  bare.Pino = await peakOf(spawnApp({ code: `${BARE.Pino}\n${TURN}\n${BURSTS}` }, { nodeArgs }));
}, 60_000);
afterAll(() => collector.close());

describe('B25 R9 R17 K4 300,000 records while the collector refuses connections', () => {
  test.each(everyDoor)('%s: the memory of the process stays bounded', async (door) => {
    const options: ProgramOptions = { door, collector, nodeArgs, options: { maxBufferBytes: MAX_BUFFER_BYTES, closeTimeoutMs: 200 } };
    const isWorker = (inWorker as readonly string[]).includes(door);
    const isPino = door.startsWith('Pino');
    const turn = isPino && isWorker ? PINO_WORKER_TURN : TURN;
    const extra = (await peakOf(runProgram(`${turn}\n${BURSTS}`, options))) - bare[isPino ? 'Pino' : 'Winston'];
    expect(extra).toBeLessThan(1.25 * MAX_BUFFER_BYTES + (isWorker ? 120 : 40) * MIB);
  });
});

/** Garbage collected twice: what a first round frees may hold more. */
const HEAP = `
  const heap = () => {
    globalThis.gc();
    globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  for (let n = 0; n < 5000; n += 1) log(n);
  await flush();
  const before = heap();`;

describe.each(inProcess)('%s', (door) => {
  test.each([
    ['A5 100,000 records, one after the other', 'for (let n = 0; n < 100_000; n += 1) { log(n); if (n % 1000 === 0) await flush(); }'],
    [
      'R21 100 tasks of 1,000 records each, side by side',
      'await Promise.all(Array.from({ length: 100 }, async () => { for (let n = 0; n < 1000; n += 1) { log(n); await null; } }));',
    ],
  ])('%s: all delivered, and less than 10 MB of heap is kept', async (_what, work) => {
    await using taking = await startCollector({ keep: 'counts' });
    const options = { door, collector: taking, nodeArgs: ['--expose-gc'] };
    const app = await runProgram(`${HEAP}\n${work}\nawait flush();\nconsole.log(heap() - before);`, options);
    expect(taking.counts.records).toBe(105_000);
    expect(Number(app.stdout.at(-1))).toBeLessThan(10 * MIB);
  });
});
