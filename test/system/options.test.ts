import { expect, test } from 'vitest';
import winston from 'winston';
import type { HandlerOptions } from '../../src/handler-options.js';
import { BufferingAsyncTransport } from '../../src/transports/winston.js';
import { type CollectorStage, openCollectorStage } from '../faults/stage.js';
import { startChaosServer } from '../kit/chaos-server.js';

const FOREVER = Number.POSITIVE_INFINITY;

type Effect = {
  readonly option: string;
  readonly values: readonly [Partial<HandlerOptions>, Partial<HandlerOptions>];
  readonly see: (stage: CollectorStage) => Promise<unknown>;
  readonly seen: readonly [unknown, unknown];
};

const text = (bytes: number): { readonly text: string } => ({ text: 'x'.repeat(bytes) });
const requestsFor =
  (count: number, fields = {}) =>
  async (stage: CollectorStage): Promise<unknown> => {
    await stage.put(count, fields);
    await stage.runDry();
    return stage.collector.requests.length;
  };
const peakFor =
  (count: number) =>
  async (stage: CollectorStage): Promise<unknown> => {
    stage.collector.fail({ delayMs: 50, times: FOREVER });
    await requestsFor(count)(stage);
    return stage.collector.inFlight.peak;
  };
const accepted =
  (count: number) =>
  async ({ collector, handler }: CollectorStage): Promise<unknown> => {
    await collector.pause();
    for (let n = 0; n < count; n += 1) handler.handle({ fields: { n, ...text(1000) } });
    return handler.stats().waiting;
  };

const effects: readonly Effect[] = [
  { option: 'chunkSize', values: [{ chunkSize: 10 }, { chunkSize: 50 }], see: requestsFor(100), seen: [10, 2] },
  {
    option: 'maxChunkBytes',
    values: [{ maxChunkBytes: 2100 }, { maxChunkBytes: 100_000 }],
    see: requestsFor(10, text(1900)),
    seen: [10, 1],
  },
  {
    option: 'concurrency',
    values: [{ concurrency: 1 }, { concurrency: 4 }].map((of) => ({ ...of, aggregatorKey: '{fields.n}' })) as never,
    see: peakFor(8),
    seen: [1, 4],
  },
  {
    option: 'ordering',
    values: [
      { ordering: 'strict', chunkSize: 1 },
      { ordering: 'relaxed', chunkSize: 1 },
    ],
    see: peakFor(8),
    seen: [1, 8],
  },
  {
    option: 'maxBufferRecords',
    values: [
      { maxBufferRecords: 10, overflow: 'drop-newest' },
      { maxBufferRecords: 50, overflow: 'drop-newest' },
    ],
    see: accepted(100),
    seen: [10, 50],
  },
  {
    option: 'maxBufferBytes',
    values: [{ maxBufferBytes: 65_536 }, { maxBufferBytes: 1_000_000 }],
    see: async (stage) => Number(await accepted(100)(stage)) < 100,
    seen: [true, false],
  },
  {
    option: 'flushIntervalMs',
    values: [{ flushIntervalMs: 100 }, { flushIntervalMs: 3000 }],
    see: async ({ handler, collector, runUntil, clock }) => {
      handler.handle({ message: 'x' });
      await runUntil(() => collector.records.length === 1);
      return clock.now;
    },
    seen: [100, 3000],
  },
  {
    option: 'capacity',
    values: [{ capacity: 3 }, { capacity: 30 }],
    see: async ({ handler, collector, runUntil, clock }) => {
      for (let n = 0; n < 3; n += 1) handler.handle({ fields: { n } });
      await runUntil(() => collector.records.length === 3);
      return clock.now;
    },
    seen: [0, 5000],
  },
  {
    option: 'retry',
    values: [{ retry: { baseMs: 10, capMs: 10 } }, { retry: { baseMs: 1000, capMs: 1000 } }],
    see: async (stage) => {
      stage.clock.setRandom(0.5);
      stage.collector.fail({ status: 503 });
      await stage.put(1);
      await stage.runDry();
      return stage.clock.now;
    },
    seen: [10, 1000],
  },
  {
    option: 'compression',
    values: [{ compression: 'none' }, { compression: 'gzip' }],
    see: async (stage) => {
      await requestsFor(10)(stage);
      return stage.collector.requests[0]?.encoding;
    },
    seen: ['identity', 'gzip'],
  },
];

test.each(effects)('A9 $option has its effect', async ({ values, see, seen }) => {
  expect([await see(await openCollectorStage(values[0])), await see(await openCollectorStage(values[1]))]).toEqual(seen);
});

test.each([
  [
    'ndjson',
    'application/x-ndjson; charset=utf-8',
    '{"level":"info","logger":"app","message":"one"}\n{"level":"warn","logger":"app","message":"two"}\n',
  ],
  [
    'json-array',
    'application/json; charset=utf-8',
    '[{"level":"info","logger":"app","message":"one"},{"level":"warn","logger":"app","message":"two"}]',
  ],
  ['lines', 'text/plain; charset=utf-8', 'INFO app one\nWARN app two'],
] as const)('B11 what the logger’s own format wrote is the body, as %s, byte for byte', async (format, type, body) => {
  const server = await startChaosServer();
  const transport = new BufferingAsyncTransport({ url: server.url, format });
  const { combine, printf } = winston.format;
  const asJson = printf(({ level, message }) => JSON.stringify({ level, logger: 'app', message }));
  const asText = printf(({ level, message }) => `${level.toUpperCase()} app ${String(message)}`);
  const timed = winston.format((info) => ({ ...info, timestamp: 1 }))();
  const logger = winston.createLogger({ format: combine(timed, format === 'lines' ? asText : asJson), transports: [transport] });
  logger.info('one');
  logger.warn('two');
  await transport.close();
  expect(server.requests.map((request) => [request.headers['content-type'], request.body.toString()])).toEqual([[type, body]]);
  await server.close();
});
