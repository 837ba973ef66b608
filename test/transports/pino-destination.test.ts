import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigurationError } from '../../src/core/errors.js';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { createDestination, createDestinationOver, type PinoDestination } from '../../src/transports/pino-destination.js';
import { createRecordingIntake } from './recording-intake.js';

const NOW = 1_800_000_000_000;

describe('a destination hands over', () => {
  const setUp = (options: pino.LoggerOptions = {}) => {
    const intake = createRecordingIntake();
    const destination = createDestinationOver(intake, {} as PinoDestination['handler'], () => NOW);
    return { taken: intake.taken, destination, logger: pino(options, destination) };
  };

  test('the line as Pino wrote it, its level by name, its time as logged', () => {
    const { taken, logger } = setUp();
    const before = Date.now();
    logger.warn({ a: 1 }, 'x');
    expect(taken).toHaveLength(1);
    expect(JSON.parse(taken[0]?.line ?? '')).toMatchObject({ level: 40, a: 1, msg: 'x' });
    expect(taken[0]?.facts).toMatchObject({ level: 'warn', severity: 13 });
    expect((taken[0]?.facts.time ?? 0) - before).toBeGreaterThanOrEqual(0);
    expect(JSON.parse(taken[0]?.line ?? '').time).toBe(taken[0]?.facts.time);
  });

  test.each<[string, pino.LoggerOptions]>([
    ['ISO time', { timestamp: pino.stdTimeFunctions.isoTime }],
    ['time in seconds', { timestamp: pino.stdTimeFunctions.unixTime }],
    ['a time of another name', { timestamp: () => `,"@timestamp":"${new Date().toISOString()}"` }],
  ])('%s as milliseconds', (_, options) => {
    const { taken, logger } = setUp(options);
    logger.info('x');
    expect(Math.abs((taken[0]?.facts.time ?? 0) - Date.now())).toBeLessThan(2000);
    expect(taken[0]?.line).not.toContain(String(NOW));
  });

  test('a line without time gets a timestamp, in front', () => {
    const { taken, logger } = setUp({ timestamp: false, base: null });
    logger.info('x');
    expect(taken[0]).toEqual({ line: `{"timestamp":${NOW},"level":30,"msg":"x"}\n`, facts: { level: 'info', severity: 9, time: NOW } });
  });

  test('A13 a child’s custom level by the child’s own name for it', () => {
    const { taken, logger } = setUp({ level: 'trace' });
    const child = logger.child({}, { customLevels: { audit: 35 } });
    child.audit('x');
    logger.info('y');
    logger.child({}, { customLevels: { notice: 35 } }).notice('z');
    expect(taken.map(({ facts }) => [facts.level, facts.severity])).toEqual([
      ['audit', 11],
      ['info', 9],
      ['notice', 10],
    ]);
  });

  test('a level in words, by number all the same', () => {
    const { taken, logger } = setUp({ formatters: { level: (label) => ({ level: label.toUpperCase() }) } });
    logger.error('x');
    expect(taken[0]?.facts).toMatchObject({ level: 'error', severity: 17 });
  });

  test('through pino.multistream, beside another stream', () => {
    const intake = createRecordingIntake();
    const destination = createDestinationOver(intake, {} as PinoDestination['handler'], () => NOW);
    const other: string[] = [];
    const logger = pino(
      { level: 'debug' },
      pino.multistream([
        { level: 'debug', stream: { write: (line: string) => other.push(line) } },
        { level: 'warn', stream: destination },
      ]),
    );
    logger.info('x');
    logger.error('y');
    expect(other).toHaveLength(2);
    expect(intake.taken.map(({ facts }) => facts.level)).toEqual(['error']);
  });

  test('what Pino told of one line never speaks for another', () => {
    const { taken, destination, logger } = setUp();
    logger.error('x');
    destination.write('{"level":20,"time":1700000000123,"msg":"by somebody else"}\n');
    expect(taken[1]?.facts).toEqual({ level: 'debug', severity: 5, time: 1_700_000_000_123 });
  });

  test('nothing of a record is kept after its write, least of all what was not redacted', () => {
    const { destination, logger } = setUp({ redact: ['password'] });
    logger.info({ password: 'hunter2' }, 'x');
    const kept = Reflect.ownKeys(destination).map((key) => (destination as unknown as Record<string | symbol, unknown>)[key]);
    expect(JSON.stringify(kept)).not.toContain('hunter2');
    expect(kept).not.toContain(logger);
  });

  test.each([
    ['text', 'plain'],
    ['a broken line', '{"level":30'],
    ['two lines in one', '{"level":30}\n{"level":40}\n'],
  ])('3e-B24 %s wrapped, as one line', (_, text) => {
    const { taken, destination } = setUp();
    destination.write(text);
    expect(taken).toHaveLength(1);
    expect(JSON.parse(taken[0]?.line ?? '')).toEqual({ time: NOW, level: 'info', message: text.trimEnd() });
  });

  test.each(['', '\n'])('3e-B23 and of %j nothing', (text) => {
    const { taken, destination } = setUp();
    destination.write(text);
    expect(taken).toEqual([]);
  });
});

describe('in front of a collector', () => {
  let collector: Collector;
  beforeEach(async () => {
    collector = await startCollector();
    return () => collector.close();
  });

  const open: PinoDestination[] = [];
  afterEach(() => Promise.all(open.splice(0).map(({ handler }) => handler.close({ timeoutMs: 0 }))));
  const make = (options: object = {}): PinoDestination => {
    const destination = createDestination({ url: collector.url, ...options });
    open.push(destination);
    return destination;
  };

  test('B1 three log calls and a flush: the collector holds exactly those three', async () => {
    const logger = pino(make());
    logger.info('one');
    logger.warn({ a: 1 }, 'two');
    logger.child({ b: 2 }).error('three');
    await new Promise<void>((resolve) => logger.flush(() => resolve()));
    expect(collector.records).toMatchObject([
      { level: 30, msg: 'one' },
      { level: 40, msg: 'two', a: 1 },
      { level: 50, msg: 'three', b: 2 },
    ]);
  });

  test('flush calls back without an error though the collector refuses for ever', async () => {
    collector.fail({ status: 503, times: Number.POSITIVE_INFINITY });
    const destination = make();
    const logger = pino(destination);
    logger.info('x');
    destination.flush();
    const flushed = new Promise<unknown[]>((resolve) => destination.flush((...args: unknown[]) => resolve(args)));
    await destination.handler.close({ timeoutMs: 50 });
    expect(await flushed).toEqual([]);
  });

  test('end closes, and so does await using', async () => {
    const first = make();
    pino(first).info('one');
    first.flushSync();
    first.end();
    await collector.waitFor(1);
    {
      await using second = make();
      pino(second).info('two');
    }
    expect(collector.records).toMatchObject([{ msg: 'one' }, { msg: 'two' }]);
    expect(first.handler.handle({ message: 'late' })).toBe('closed');
  });

  test('a module is refused here, with the advice to give the function itself', () => {
    const options = { url: collector.url, aggregatorKey: { module: './key.js', name: 'keyOf' } };
    expect(() => createDestination(options as never)).toThrow(ConfigurationError);
    expect(() => createDestination(options as never)).toThrow(/aggregatorKey.*function/);
  });

  test('A1 R1 10,000 calls return while the collector hangs', () => {
    collector.fail({ hang: true, times: Number.POSITIVE_INFINITY });
    const destination = make();
    const logger = pino(destination);
    for (let number = 0; number < 10_000; number += 1) logger.info('x');
    expect(destination.handler.stats()).toMatchObject({ received: 10_000, delivered: 0 });
  });
});
