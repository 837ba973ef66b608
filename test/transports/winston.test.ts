import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import winston, { type Logger } from 'winston';
import Transport from 'winston-transport';
import { ConfigurationError } from '../../src/core/errors.js';
import type { BufferingAsyncHandler } from '../../src/core/handler.js';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { type BufferingAsyncOptions, BufferingAsyncTransport } from '../../src/transports/winston.js';
import type { WorkerHandler } from '../../src/transports/worker-handler.js';
import { until } from '../kit/until.js';

let collector: Collector;

beforeEach(async () => {
  collector = await startCollector();
  return () => collector.close();
});

const open: BufferingAsyncTransport[] = [];
afterEach(() => Promise.all(open.splice(0).map((transport) => transport.close({ timeoutMs: 0 }))));

const make = (options: Partial<BufferingAsyncOptions> = {}): BufferingAsyncTransport => {
  const transport = new BufferingAsyncTransport({ url: collector.url, ...options } as BufferingAsyncOptions<unknown, unknown, false>);
  open.push(transport);
  return transport;
};

const setUp = (
  options: Partial<BufferingAsyncOptions> = {},
  loggerOptions: winston.LoggerOptions = {},
): { transport: BufferingAsyncTransport; logger: Logger } => {
  const transport = make(options);
  return { transport, logger: winston.createLogger({ ...loggerOptions, transports: [transport] }) };
};

const messages = () => collector.records.map((record) => (record as { message: unknown }).message);

/** Winston's `Logger` emits `error` when one of its transports does; unheard, that ends a process. */
const errorsOf = (logger: Logger): unknown[] => {
  const errors: unknown[] = [];
  logger.on('error', (error) => errors.push(error));
  return errors;
};

describe('registration', () => {
  test('B1 importing logferry/winston registers the transport, with its types', () => {
    expect(winston.transports.BufferingAsync).toBe(BufferingAsyncTransport);
    expectTypeOf(winston.transports.BufferingAsync).toEqualTypeOf<typeof BufferingAsyncTransport>();
    expectTypeOf((url: string) => new winston.transports.BufferingAsync({ url }).handler).returns.toEqualTypeOf<BufferingAsyncHandler>();
    expectTypeOf(
      (url: string) => new winston.transports.BufferingAsync({ url, worker: true }).handler,
    ).returns.toEqualTypeOf<WorkerHandler>();
  });

  test('B1 three log calls and a flush: the collector holds exactly those three', async () => {
    const transport = new winston.transports.BufferingAsync({ url: collector.url });
    const logger = winston.createLogger({ level: 'debug', transports: [transport] });
    logger.info('one');
    logger.warn('two', { a: 1 });
    logger.debug({ message: 'three', b: 2 });
    expect(await transport.flush()).toEqual({ delivered: 3, spooled: 0, dropped: 0, left: 0 });
    expect(collector.records).toMatchObject([
      { level: 'info', message: 'one' },
      { level: 'warn', message: 'two', a: 1 },
      { level: 'debug', message: 'three', b: 2 },
    ]);
  });

  test.each([
    ['no url', {}, /url/],
    ['an unknown option', { url: 'http://localhost', capasity: 1 }, /capasity/],
    ['a module in this thread', { url: 'http://localhost', aggregatorKey: { module: './x.js', name: 'y' } }, /aggregatorKey/],
    ['a function for the worker', { url: 'http://localhost', aggregatorKey: () => 'x', worker: true }, /aggregatorKey/],
  ])('%s is refused where the transport is made, by name', (_, options, message) => {
    const construct = () => new BufferingAsyncTransport(options as unknown as BufferingAsyncOptions<unknown, unknown, false>);
    expect(construct).toThrow(ConfigurationError);
    expect(construct).toThrow(message);
  });
});

describe('format', () => {
  test('a logform format is Winston’s own, for this transport alone', async () => {
    const { transport, logger } = setUp({ format: winston.format.combine(winston.format.label({ label: 'mine' }), winston.format.json()) });
    logger.info('x');
    await transport.flush();
    expect(collector.records).toMatchObject([{ message: 'x', label: 'mine' }]);
  });

  test('a name is the wire format: text goes as the format wrote it', async () => {
    const { transport, logger } = setUp({ format: 'lines' }, { format: winston.format.simple() });
    logger.info('one\ntwo');
    await transport.flush();
    expect(collector.requests[0]?.records).toEqual(['info: one\\ntwo']);
  });

  test('a format that answers nothing leaves the record out', async () => {
    const onlyLoud = winston.format((info) => (info.message === 'loud' ? info : false));
    const { transport, logger } = setUp({ format: winston.format.combine(onlyLoud(), winston.format.json()) });
    logger.info('quiet').info('loud');
    await transport.flush();
    expect(messages()).toEqual(['loud']);
  });

  test('a format that throws costs neither the caller nor the record', async () => {
    const broken = winston.format((info) => {
      if (info.message === 'poison') throw new Error('broken format');
      return info;
    });
    const { transport, logger } = setUp({ format: winston.format.combine(broken(), winston.format.json()) });
    const errors = errorsOf(logger);
    logger.info('before').info('poison').info('after');
    await transport.flush();
    expect(messages()).toEqual(['before', 'poison', 'after']);
    expect(errors).toEqual([]);
  });
});

describe('levels', () => {
  test.each<[string, winston.config.AbstractConfigSetLevels]>([
    ['npm', winston.config.npm.levels],
    ['syslog', winston.config.syslog.levels],
    ['cli', winston.config.cli.levels],
    ['custom', { doom: 0, fine: 1, chatter: 2 }],
  ])('A13 every level of the %s set arrives under its own name', async (_, levels) => {
    const names = Object.keys(levels);
    const { transport, logger } = setUp(
      { aggregatorKey: '{level}', requestHeaders: { 'x-level': '{key}' } },
      { levels, level: names.at(-1) as string },
    );
    for (const name of names) logger.log(name, `as ${name}`);
    await transport.flush();
    const arrived = collector.requests.flatMap(({ headers, records }) =>
      records.map((record) => [headers['x-level'], (record as { level: string }).level]),
    );
    expect(arrived.sort()).toEqual(names.map((name) => [name, name]).sort());
  });

  test('A7 the level changes at run time, by its name here or elsewhere', async () => {
    const { transport, logger } = setUp();
    logger.info('one');
    transport.setLevel('warning');
    logger.info('not this').warn('two');
    transport.setLevel('critical');
    logger.warn('nor this').error('three');
    await transport.flush();
    expect(messages()).toEqual(['one', 'two', 'three']);
  });

  test('A7 a level that means nothing is refused, with those that exist', () => {
    const { transport } = setUp();
    expect(() => transport.setLevel('sparkle')).toThrow(/"sparkle".*error, warn, info/);
    expect(transport.level).toBeUndefined();
  });

  test('the level is the plain one although colorize came first', async () => {
    const { transport, logger } = setUp(
      { aggregatorKey: '{level}', requestHeaders: { 'x-level': '{key}' } },
      { format: winston.format.combine(winston.format.colorize(), winston.format.simple()) },
    );
    logger.error('x');
    await transport.flush();
    expect(collector.requests[0]?.headers['x-level']).toBe('error');
    expect(collector.records).toMatchObject([{ level: 'error', message: 'x' }]);
  });

  test('silent takes nothing', async () => {
    const { transport, logger } = setUp({ silent: true });
    logger.info('x');
    expect(transport.handler.stats().received).toBe(0);
  });
});

describe('the app never waits, fails or notices', () => {
  test('A1 R1 past 16 records nothing waits for a collector that hangs: other transports go on', async () => {
    collector.fail({ hang: true, times: Number.POSITIVE_INFINITY });
    const seen: unknown[] = [];
    class Beside extends Transport {
      override log(info: { message: unknown }, callback: () => void): void {
        seen.push(info.message);
        callback();
      }
    }
    const transport = make({ capacity: 10, chunkSize: 10 });
    const logger = winston.createLogger({ transports: [transport, new Beside()] });
    for (let number = 0; number < 1000; number += 1) logger.info(`record ${number}`);
    expect(seen).toHaveLength(1000);
    expect(transport.handler.stats()).toMatchObject({ accepted: 1000, delivered: 0 });
  });

  test('a logger with highWaterMark 1 is not stopped by it', async () => {
    const { transport, logger } = setUp({ highWaterMark: 1 });
    for (let number = 0; number < 100; number += 1) logger.info(`record ${number}`);
    await until(() => transport.handler.stats().accepted === 100);
  });

  test('3e-B21 what is sent is what was logged, whatever becomes of the object', async () => {
    const { transport, logger } = setUp({}, { format: winston.format.simple() });
    const user = { name: 'first' };
    logger.info('x', { user });
    user.name = 'second';
    await transport.flush();
    expect(collector.records).toMatchObject([{ user: { name: 'first' } }]);
  });

  test('3e-B21 an info is never changed: the next transport sees it as it was', async () => {
    const seen: object[] = [];
    class Beside extends Transport {
      override log(info: object, callback: () => void): void {
        seen.push(Object.getOwnPropertyDescriptors(info));
        callback();
      }
    }
    const run = (transports: Transport[]) => winston.createLogger({ transports }).info('x', { a: { b: 1 } });
    run([new Beside()]);
    run([make(), new Beside()]);
    expect(seen[1]).toEqual(seen[0]);
  });

  test.each<[string, Record<string, unknown>, unknown]>([
    [
      '3e-B1 circular',
      (() => {
        const loop: Record<string, unknown> = {};
        loop['self'] = loop;
        return { loop };
      })(),
      { loop: { self: '[Circular]' } },
    ],
    ['3e-B2 BigInt', { big: 123n }, { big: '123' }],
    ['3e-B8 control characters', { text: 'a\nb\u0000\u2028' }, { text: 'a\\nb\\u{0}\\u{2028}' }],
    ['3e-B18 NaN', { number: Number.NaN }, { number: null }],
  ])('%s: a line goes out all the same', async (_, meta, expected) => {
    const { transport, logger } = setUp();
    logger.info('x', meta).info('next');
    await transport.flush();
    expect(collector.records).toMatchObject([{ message: 'x', ...(expected as object) }, { message: 'next' }]);
  });

  test('3e-B3 a throwing getter costs that field only, where the format lets it come so far', async () => {
    const { transport, logger } = setUp({}, { format: winston.format((info) => info)() });
    const trap = Object.defineProperty({ fine: 1 }, 'bad', {
      enumerable: true,
      get: () => {
        throw new Error('secret');
      },
    });
    logger.log({ level: 'info', message: 'x', trap });
    await transport.flush();
    expect(collector.records).toMatchObject([{ message: 'x', trap: { fine: 1, bad: '[Throws]' } }]);
  });

  test('3e-B5 of a 50 MB message the beginning goes out, marked', async () => {
    const { transport, logger } = setUp({}, { format: winston.format.simple() });
    logger.info('x'.repeat(50 * 1024 * 1024));
    await transport.flush();
    expect(collector.records).toMatchObject([{ level: 'info', truncated: true }]);
    expect(JSON.stringify(collector.records[0]).length).toBeLessThan(300_000);
  });

  test.each<[string, unknown]>([
    ['a text', 'only text'],
    ['a number', 7],
    ['an empty object', {}],
    ['nothing', undefined],
  ])('3e-B23 %s written to the transport itself is accepted', async (_, info) => {
    const transport = make();
    transport.write(info);
    transport.write({ level: 'info', message: 'next' });
    await transport.flush();
    expect(collector.records).toHaveLength(2);
  });

  test('a transport with a level of its own but no logger yet takes what is written to it', async () => {
    const transport = make({ level: 'error' });
    transport.write({ level: 'info', message: 'x' });
    await transport.flush();
    expect(messages()).toEqual(['x']);
  });

  test('records after end() are refused and counted, never an error', async () => {
    const transport = make();
    const one = winston.createLogger({ transports: [transport] });
    const other = winston.createLogger({ transports: [transport] });
    const errors = [one, other].map(errorsOf);
    collector.fail({ delayMs: 50 });
    one.info('in time');
    one.end();
    await new Promise((resolve) => setImmediate(resolve));
    other.info('too late');
    await once(one, 'finish');
    expect(errors.flat()).toEqual([]);
    expect(transport.handler.stats()).toMatchObject({ received: 2, delivered: 1, dropped: { closed: 1 } });
  });
});

describe('events', () => {
  test('logged means accepted, and comes after the call', async () => {
    const { transport, logger } = setUp();
    const logged: unknown[] = [];
    transport.on('logged', (info: { message: unknown }) => logged.push(info.message));
    logger.info('one').info('two');
    expect(logged).toEqual([]);
    await until(() => logged.length === 2);
    await transport.close();
    logger.info('refused');
    await new Promise((resolve) => setImmediate(resolve));
    expect(logged).toEqual(['one', 'two']);
  });

  test('finish means delivered: logger.end() drains', async () => {
    collector.fail({ delayMs: 100 });
    const { logger } = setUp();
    logger.info('one').info('two');
    logger.end();
    await once(logger, 'finish');
    expect(messages()).toEqual(['one', 'two']);
  });

  test('K5 logger.end() comes to an end although the collector hangs, and says what was lost', async () => {
    collector.fail({ hang: true, times: Number.POSITIVE_INFINITY });
    const { transport, logger } = setUp({ closeTimeoutMs: 100 });
    logger.info('one');
    logger.end();
    await once(logger, 'finish');
    expect(transport.handler.stats().dropped).toEqual({ abandoned: 1 });
    expect(await transport.close()).toEqual({ delivered: 0, spooled: 0, dropped: 0, left: 1 });
  });
});

describe('several loggers', () => {
  test('B28 works beside any other transport: both get every record', async () => {
    const second = make({ name: 'second' });
    const first = make();
    const logger = winston.createLogger({ transports: [first, second] });
    logger.info('x');
    expect(await Promise.all([first.flush(), second.flush()])).toMatchObject([{ delivered: 1 }, { delivered: 1 }]);
    expect(messages()).toEqual(['x', 'x']);
  });

  test('a shared transport is closed by the last logger that leaves, not by the first', async () => {
    const transport = make();
    const loggers = ['one', 'two'].map((label) => winston.createLogger({ defaultMeta: { label }, transports: [transport] }));
    loggers[0]?.info('from one');
    loggers[0]?.close();
    await Promise.resolve();
    loggers[1]?.info('from two');
    expect(transport.handler.stats()).toMatchObject({ accepted: 2 });
    loggers[1]?.close();
    await transport.close();
    expect(collector.records).toMatchObject([{ label: 'one' }, { label: 'two' }]);
  });

  test('logger.remove() and logger.close() start a drain', async () => {
    for (const leave of [(logger: Logger, transport: Transport) => logger.remove(transport), (logger: Logger) => logger.close()]) {
      const { transport, logger } = setUp();
      logger.info('last words');
      leave(logger, transport);
      await collector.waitFor(1);
      collector.clear();
    }
  });

  test('logger.configure() with the same transport keeps it open', async () => {
    const { transport, logger } = setUp();
    logger.info('before');
    logger.configure({ transports: [transport] });
    await Promise.resolve();
    logger.info('after');
    await transport.flush();
    expect(messages()).toEqual(['before', 'after']);
  });

  test('a child logger’s fields are in its records', async () => {
    const { transport, logger } = setUp();
    logger.child({ requestId: 'r1' }).info('x');
    await transport.flush();
    expect(collector.records).toMatchObject([{ message: 'x', requestId: 'r1' }]);
  });

  test('25 loggers may share one transport without a warning', async () => {
    const warnings: unknown[] = [];
    const hear = (warning: unknown) => warnings.push(warning);
    process.on('warning', hear);
    const transport = make();
    for (let number = 0; number < 25; number += 1) winston.createLogger({ transports: [transport] });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', hear);
    expect(warnings).toEqual([]);
  });
});

describe('exceptions', () => {
  const hasFinished = (transport: BufferingAsyncTransport): (() => boolean) => {
    let finished = false;
    transport.on('finish', () => {
      finished = true;
    });
    return () => finished;
  };

  /** What Winston does about an uncaught exception (winston/lib/winston/exception-handler.js). */
  const meet = (
    transport: BufferingAsyncTransport,
    { parent = { exitOnError: true }, kind = 'exception', ending = true }: { parent?: object; kind?: string; ending?: boolean },
  ) => {
    transport.parent = parent;
    transport._ending = ending;
    transport.log({ level: 'error', message: 'uncaught: x', [kind]: true, error: new Error('x') }, () => {});
  };

  test.each(['exception', 'rejection'])('an uncaught %s is flushed at once, and then finish lets Winston end the process', async (kind) => {
    const transport = make({ handleExceptions: true, flushIntervalMs: 60_000 });
    meet(transport, { kind });
    await once(transport, 'finish');
    expect(messages()).toEqual(['uncaught: x']);
  });

  test.each<[string, Parameters<typeof meet>[1]]>([
    ['Winston never exits', { parent: { exitOnError: false } }],
    ['Winston does not exit on this error', { parent: { exitOnError: (error: Error) => error.message !== 'x' } }],
    ['it is only a record that says so of itself', { ending: false }],
  ])('where %s the transport stays on its logger', async (_, situation) => {
    const transport = make({ handleExceptions: true, flushIntervalMs: 60_000 });
    const finished = hasFinished(transport);
    meet(transport, situation);
    await collector.waitFor(1);
    await transport.flush();
    await new Promise((resolve) => setImmediate(resolve));
    expect(finished()).toBe(false);
  });

  test('an exitOnError that throws ends the process as Winston’s default does', async () => {
    const transport = make({ handleExceptions: true });
    meet(transport, {
      parent: {
        exitOnError: () => {
          throw new Error('broken');
        },
      },
    });
    await once(transport, 'finish');
  });
});
