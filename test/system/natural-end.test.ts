import { beforeEach, describe, expect, test } from 'vitest';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { everyDoor, numbersOf, runProgram, upTo } from './programs.js';

const FOREVER = Number.POSITIVE_INFINITY;

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
  return () => collector.close();
});

describe.each(everyDoor)('%s: a program that ends by itself', (door) => {
  test('B22 R20 A37 delivers all of 100,000 records, in order, each once', async () => {
    await runProgram('for (let n = 0; n < 100_000; n += 1) log(n);', { door, collector });
    expect(numbersOf(collector)).toEqual(upTo(100_000));
  });

  test('B22 delivers a single record, long before its flush interval', async () => {
    await runProgram('log(0);', { door, collector, options: { flushIntervalMs: 600_000 } });
    expect(numbersOf(collector)).toEqual([0]);
  });

  test('B22 delivers through a hiccup of the collector', async () => {
    collector.fail({ status: 503, times: 2 });
    await runProgram('for (let n = 0; n < 100; n += 1) log(n);', { door, collector, options: { retry: { baseMs: 10 } } });
    expect(numbersOf(collector)).toEqual(upTo(100));
  });

  test.each(['is not there', 'hangs'])('K5 is not kept alive beyond the close budget by a collector that %s', async (fault) => {
    if (fault === 'hangs') collector.fail({ hang: true, times: FOREVER });
    else await collector.pause();
    const app = await runProgram(
      `for (let n = 0; n < 1000; n += 1) log(n);
       const before = Date.now();
       process.on('exit', () => console.log(Date.now() - before));`,
      { door, collector, options: { closeTimeoutMs: 1000 } },
    );
    expect(Number(app.stdout.at(-1))).toBeLessThan(3000);
    expect(collector.records).toEqual([]);
  });

  test('with nothing logged ends at once', async () => {
    const app = await runProgram(`const before = Date.now(); process.on('exit', () => console.log(Date.now() - before));`, {
      door,
      collector,
    });
    expect(Number(app.stdout[0])).toBeLessThan(2000);
    expect(collector.requests).toEqual([]);
  });
});
