import { expect, test } from 'vitest';
import { startCollector } from '../../../src/testing/index.js';
import { spawnApp } from '../../kit/spawn-app.js';

/**
 * Logs as a busy app does, a hundred records each millisecond; prints the 99th percentile of the loop's delay in milliseconds, of the best fifth: a neighbour
 * who takes the core delays it too, but hardly all the time.
 */
const measured = (setUp: string, log: string): string => `
  import { monitorEventLoopDelay } from 'node:perf_hooks';
  const url = process.env.COLLECTOR_URL as string;
  ${setUp}
  const turn = () => new Promise((done) => setTimeout(done, 1));
  for (let number = 0; number < 10_000; number += 1) { ${log} if (number % 100 === 0) await turn(); }
  const delays = [];
  for (let fifth = 0; fifth < 5; fifth += 1) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    for (let number = 0; number < 20_000; number += 1) { ${log} if (number % 100 === 0) await turn(); }
    delay.disable();
    delays.push(delay.percentile(99) / 1e6);
  }
  console.log(JSON.stringify(Math.min(...delays)));
  await handler.close({ timeoutMs: 0 });`;

test.each([
  [
    'Pino',
    `import pino from 'pino'; import { createDestination } from 'logferry/pino';
     const destination = createDestination({ url }); const { handler } = destination; const logger = pino(destination);`,
    `logger.info({ number }, 'x'.repeat(200));`,
  ],
  [
    'Winston',
    `import winston from 'winston'; import { BufferingAsyncTransport } from 'logferry/winston';
     const transport = new BufferingAsyncTransport({ url }); const { handler } = transport; const logger = winston.createLogger({ transports: [transport] });`,
    `logger.info('x'.repeat(200), { number });`,
  ],
])(
  'A1 T9 100,000 records through %s, in process, to a collector that stalls delay the event loop by less than 20 ms',
  async (_, setUp, log) => {
    await using collector = await startCollector({ keep: 'counts' });
    collector.fail({ delayMs: 500, times: Number.POSITIVE_INFINITY });
    await using app = await spawnApp({ code: measured(setUp, log) }, { env: { COLLECTOR_URL: collector.url } });
    await app.exit();
    expect(Number(app.stdout[0])).toBeLessThan(20);
  },
);
