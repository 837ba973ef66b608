import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Stats } from '../../../src/core/handler.js';
import { type Collector, startCollector } from '../../../src/testing/index.js';
import { canaries, tracesIn } from '../../kit/canary.js';
import { type CanaryDoorName, doors } from '../../kit/canary-doors.js';
import { expectBalanced } from '../../kit/expect-balanced.js';
import { until } from '../../kit/until.js';
import { FOREVER, temporaryDirectory } from '../spool-stage.js';
import {
  expectArrived,
  expectSilent,
  expectWashedFiles,
  expectWashedRequests,
  printed,
  refusePoison,
  rejecting,
  runOn,
  startCanary,
} from './canary-stage.js';

const everyDoor = Object.keys(doors) as readonly CanaryDoorName[];

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
  return () => collector.close();
});

/** All that has a name of its own is made of what is logged. */
const keyed = (url: string) => ({
  url: `${url}/in/{key.tenant}`,
  aggregatorKey: { tenant: '{fields.tenant|none}', by: '{fields.apiKey|none}', level: '{level}' },
  requestHeaders: { 'x-tenant': '{key.tenant}', 'x-by': '{key.by}', 'x-level': '{key.level}' },
});

test.each(everyDoor)(
  'A42 A45 A51 A53 what is confessed through %s is nowhere: not sent, kept, retried, set aside, told, printed, nor in an address or header',
  async (door) => {
    const directory = temporaryDirectory();
    const [spool, letters] = [join(directory, 'spool'), join(directory, 'letters')];
    collector.fail({ status: 503, times: FOREVER });
    await using app = await startCanary({
      door,
      options: {
        ...keyed(collector.url),
        flushIntervalMs: 20,
        retry: { baseMs: 5, capMs: 50 },
        spool: { directory: spool },
        deadLetters: { directory: letters },
        metricsIntervalMs: 100,
        security: rejecting,
      },
    });
    await app.line('traces');
    await until(() => collector.requests.length > 1, { what: 'attempts were refused' });
    expectWashedFiles(spool);

    collector.heal();
    collector.fail(refusePoison);
    await runOn(app);

    expectArrived(app, collector);
    expectWashedRequests(collector);
    expectWashedFiles(letters);
    expectSilent(app);
    expect(app.stderr).toEqual([]);
    for (const stats of printed(app, 'closed')) expectBalanced(stats as Stats);
  },
);

test.each(['createHandler', 'Pino, createTransport', 'Winston, worker'] as const)(
  'A42 A51 the failed logs, health and notices of %s tell of the refused records, and nothing of what they held',
  async (door) => {
    collector.fail(refusePoison);
    await using app = await startCanary({ door, options: { url: collector.url, security: rejecting } });
    await app.line('traces');
    await runOn(app);
    const told = app.stdout.join('\n');
    for (const word of [
      'rejected: forbidden',
      'refused: http-400',
      'records-dropped-refused',
      'records-dropped-rejected',
      '"errorCount":',
    ]) {
      expect(told).toContain(word);
    }
    const [stats] = printed(app, 'closed') as readonly Stats[];
    // Handed in once more, the one is refused again, and the other is not handed in.
    expect(stats?.dropped).toEqual({ rejected: 1, refused: 2 });
    expectBalanced(stats as Stats);
    expect(told).toMatch(/poison of n\*\*\*@company\.com/);
    expectSilent(app);
  },
);

test('with preset off the same search finds every canary: it looks where they would be', async () => {
  await using app = await startCanary({ door: 'createHandler', options: { ...keyed(collector.url), security: { preset: 'off' } } });
  await app.line('traces');
  await runOn(app);
  expect(tracesIn(JSON.stringify(collector.records)).toSorted()).toEqual(Object.keys(canaries).toSorted());
  expect(tracesIn(JSON.stringify(collector.requests.map(({ path, headers }) => [path, headers])))).toEqual(['apiKey', 'mailbox']);
});
