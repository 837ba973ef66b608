import pino from 'pino';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import winston from 'winston';
import { createHandler } from '../../src/handler.js';
import type { HandlerOptions } from '../../src/handler-options.js';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { createDestination } from '../../src/transports/pino.js';
import { BufferingAsyncTransport } from '../../src/transports/winston.js';
import { startChaosServer } from '../kit/chaos-server.js';
import { badValues } from './bad-values.js';

type Door = {
  /** Logs one message with fields. */
  log(message: unknown, fields?: Readonly<Record<string, unknown>>): unknown;
  flush(): Promise<unknown>;
  close(): Promise<unknown>;
};

const asItIs = winston.format((info) => info);

const winstonDoor = (options: HandlerOptions, format?: winston.Logform.Format): Door => {
  const transport = new BufferingAsyncTransport(options);
  const logger = winston.createLogger({ transports: [transport], ...(format && { format }) });
  return {
    log: (message, fields = {}) => logger.log({ level: 'info', message: message as string, ...fields }),
    flush: () => transport.flush(),
    close: () => transport.close(),
  };
};

const doors = {
  'the handler itself': (options: HandlerOptions): Door => {
    const handler = createHandler(options);
    return {
      log: (message, fields = {}) => handler.handle({ message, fields }),
      flush: () => handler.flush(),
      close: () => handler.close(),
    };
  },
  'Winston with fields': (options: HandlerOptions): Door => winstonDoor(options, asItIs()),
  'Winston with its json': (options: HandlerOptions): Door => winstonDoor(options),
  'Pino in process': (options: HandlerOptions): Door => {
    const destination = createDestination(options);
    const logger = pino({ messageKey: 'message' }, destination);
    return {
      log: (message, fields = {}) => logger.info(fields, message as string),
      flush: () => destination.handler.flush(),
      close: () => destination.handler.close(),
    };
  },
};
type DoorName = keyof typeof doors;
const ownEncoding = ['the handler itself', 'Winston with fields'] as const;
const hostEncoding = ['Winston with its json', 'Pino in process'] as const;
const allDoors = [...ownEncoding, ...hostEncoding];

const openDoor = async (name: DoorName, options: Partial<HandlerOptions> = {}) => {
  const collector = await startCollector();
  const door = doors[name]({ url: collector.url, ...options });
  onTestFinished(async () => {
    await door.close();
    await collector.close();
  });
  return { ...door, collector };
};

type Line = Readonly<Record<string, unknown>>;
const lines = ({ records }: Collector): readonly Line[] => records as readonly Line[];

/** One record before, the bad one, one after: three lines of JSON, each whole. */
const logAmongOthers = async ({ log, flush, collector }: Awaited<ReturnType<typeof openDoor>>, value: unknown): Promise<Line> => {
  log('before');
  expect(() => log('bad', { value })).not.toThrow();
  log('after');
  await flush();
  const [before, bad, after, ...others] = lines(collector);
  expect([before, after, others]).toMatchObject([{ message: 'before' }, { message: 'after' }, []]);
  return bad ?? {};
};

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

describe.each(ownEncoding)('%s', (name) => {
  test.each(badValues)('$row $what', async ({ make, becomes }) => {
    const { message, value } = await logAmongOthers(await openDoor(name), make());
    expect([message, value]).toEqual(['bad', becomes]);
  });
});

describe.each(hostEncoding)('%s', (name) => {
  const withstood = badValues.filter(
    ({ tooBadFor }) => tooBadFor !== 'both' && (name !== 'Winston with its json' || tooBadFor === undefined),
  );

  test.each(withstood)('$row $what costs no record and no line', async ({ make }) => {
    const bad = await logAmongOthers(await openDoor(name), make());
    expect(bad['message'] === 'bad' || bad['truncated'] === true).toBe(true);
  });
});

describe.each(allDoors)('%s', (name) => {
  test.each([
    ['of letters', 'x'.repeat(50_000_000)],
    ['of characters of four bytes', '😀'.repeat(12_500_000)],
  ])('3e-B5 a message of 50 MB, %s: the beginning goes out, whole characters, marked', async (_what, message) => {
    const door = await openDoor(name);
    door.log(message);
    door.log('after');
    await door.flush();
    const [cut, after] = lines(door.collector);
    expect(after).toMatchObject({ message: 'after' });
    expect(cut).toMatchObject({ truncated: true, originalBytes: expect.any(Number) });
    expect(String(cut?.['message'])).toMatch(/^(?:x+|(?:😀)+)[^x😀]*$/u);
    expect(JSON.stringify(cut).length).toBeLessThanOrEqual(256 * 1024);
  });

  test('3e-B8 one line per record, whatever stands in it and whoever reads it', async () => {
    const server = await startChaosServer();
    const door = doors[name]({ url: server.url });
    const texts = ['a\nb', 'a\r\nb', 'a\u2028b', 'a\u2029b', 'a\u0085b', 'a\vb', 'a\fb', '\x1b[2J', '\x7f\0'];
    for (const text of texts) door.log(text, { [text]: text });
    await door.close();
    const body = server.requests.map((request) => request.body.toString()).join('');
    const written = body.split(/[\n\r\v\f\u0085\u2028\u2029]/).filter((line) => line !== '');
    expect(written.map((line) => JSON.parse(line).message)).toEqual([
      'a\\nb',
      'a\\r\\nb',
      'a\\u{2028}b',
      'a\\u{2029}b',
      'a\\u{85}b',
      'a\\u{b}b',
      'a\\u{c}b',
      '\\u{1b}[2J',
      '\\u{7f}\\u{0}',
    ]);
    await server.close();
  });

  test('3e-B21 what is sent is what was logged, whatever becomes of it afterwards', async () => {
    const door = await openDoor(name);
    const value = { list: [1], text: 'then' };
    door.log('x', { value });
    value.list.push(2);
    value.text = 'now';
    await door.flush();
    expect(lines(door.collector)).toMatchObject([{ value: { list: [1], text: 'then' } }]);
  });

  test.each([
    ['an empty message', ''],
    ['no message', undefined],
    ['null', null],
    ['a number', 5],
    ['false', false],
    ['an object', { a: 1 }],
    ['a list', [1, 2]],
    ['an Error', new Error('it broke')],
  ])('3e-B23 %s is a record like any other', async (_what, message) => {
    const door = await openDoor(name);
    expect(() => door.log(message)).not.toThrow();
    door.log('after');
    await door.flush();
    expect(lines(door.collector)).toHaveLength(2);
    expect(lines(door.collector)[1]).toMatchObject({ message: 'after' });
  });

  test('3e-B25 nothing in a tenant’s name splits a header or smuggles one; what was changed is told, what cannot be sent is set aside', async () => {
    const codes: string[] = [];
    const door = await openDoor(name, {
      aggregatorKey: '{fields.tenant}',
      requestHeaders: { 'x-tenant': '{key}', 'x-thrice': '{key}{key}{key}' },
      // With the wash on, no line break comes as far as a header.
      security: { preset: 'off' },
      onDiagnostic: ({ code }) => codes.push(code),
    });
    const long = 'x'.repeat(4000);
    for (const tenant of ['a\r\nx-evil: 1', 'b\n\nGET / HTTP/1.1', 'c\0d', 'Zürich', long, 'x'.repeat(20_000)]) door.log('m', { tenant });
    await door.flush();
    const sent = door.collector.requests.map(({ headers }) => headers);
    expect(sent.map((headers) => headers['x-tenant']).sort()).toEqual(['Z%C3%BCrich', 'a x-evil: 1', 'b GET / HTTP/1.1', 'c d', long]);
    expect(sent.filter((headers) => headers['x-thrice'] === undefined).map((headers) => headers['x-tenant'])).toEqual([long]);
    for (const headers of sent) expect(headers).not.toHaveProperty('x-evil');
    expect(door.collector.records).toHaveLength(5);
    expect(codes.sort()).toEqual(['header-mended', 'records-dropped-unkeyed']);
  });
});

describe('the handler itself', () => {
  test.each([[null], [undefined], [5], ['text'], [[]], [new Error('x')], [() => 1], [Symbol('s')]])(
    '3e-B23 %s in place of a record is accepted and arrives',
    async (nonsense) => {
      const collector = await startCollector();
      const handler = createHandler({ url: collector.url });
      expect(() => handler.handle(nonsense as never)).not.toThrow();
      handler.handle({ message: 'after' });
      await handler.close();
      expect(collector.records).toHaveLength(2);
      await collector.close();
    },
  );

  test.each(['loud', 7, -1, Number.NaN, {}, null])('3e-B23 level %s is normalised', async (level) => {
    const collector = await startCollector();
    const handler = createHandler({ url: collector.url, aggregatorKey: ({ severity }) => severity });
    handler.handle({ message: 'x', level: level as never });
    await handler.close();
    expect(collector.records).toMatchObject([{ message: 'x', level: expect.stringMatching(/^(loud|info|trace)$/) }]);
    await collector.close();
  });
});

describe('3e-B24 text that Pino did not write', () => {
  test.each([
    ['not JSON', 'something else\n', [{ message: 'something else' }]],
    ['half a line', '{"level":30,"time":17', [{ message: '{"level":30,"time":17' }]],
    ['a JSON text', '"a"\n', [{ message: '"a"' }]],
    ['a list', '[1,2]\n', [{ message: '[1,2]' }]],
  ])('%s is a message', async (_what, text, expected) => {
    const collector = await startCollector();
    const destination = createDestination({ url: collector.url });
    destination.write(text);
    await destination.handler.close();
    expect(collector.records).toMatchObject(expected);
    await collector.close();
  });

  test('two lines in one write are two lines of JSON, or one message: nothing that a reader cannot parse', async () => {
    const collector = await startCollector();
    const destination = createDestination({ url: collector.url });
    destination.write('{"level":30,"msg":"one"}\n{"level":30,"msg":"two"}\n');
    pino(destination).info('after');
    await destination.handler.close();
    expect(collector.records.every((record) => typeof record === 'object')).toBe(true);
    expect(JSON.stringify(collector.records)).toMatch(/one.*two.*after/);
    await collector.close();
  });
});

test.each([
  ['header value', { headers: { 'x-tenant': 'a\r\nx-evil: 1' } }],
  ['header name', { headers: { 'x-tenant\r\n': 'a' } }],
  ['header template', { requestHeaders: { 'x-tenant\r\n': '{key}' } }],
  ['header template’s text', { requestHeaders: { 'x-tenant': 'a\r\nx-evil: {key}' } }],
])('3e-B25 a line break in a static %s is refused when the handler is made', (_what, options) => {
  expect(() => createHandler({ url: 'http://127.0.0.1:9/', ...options })).toThrow(/header/i);
});

describe('the time that a bad value takes from the app', () => {
  /** The best of some rounds, of which a neighbour slows down most: it is over once one takes no more than `enoughMs`. */
  const best = (run: () => void, enoughMs = 0): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 3 || (round < 20 && least >= enoughMs); round += 1) {
      const startedAt = performance.now();
      run();
      least = Math.min(least, performance.now() - startedAt);
    }
    return least;
  };
  const costOf = (fields: Readonly<Record<string, unknown>>, enoughMs: number): number => {
    const handler = createHandler({ url: 'http://127.0.0.1:9/' });
    const ms = best(() => handler.handle({ message: 'x', fields }), enoughMs);
    void handler.close({ timeoutMs: 0 });
    return ms;
  };

  test.each([
    ['3e-B5 50 MB of text', 'x'.repeat(50_000_000)],
    ['3e-B10 depth 100,000', badValues.find(({ row }) => row === '3e-B10')?.make()],
    ['3e-B12 a sparse array of 1e8', new Array(1e8)],
    ['3e-B20 a Buffer of 50 MB', Buffer.alloc(50_000_000)],
  ])('%s: a moment', (_what, value) => {
    expect(costOf({ value }, 20)).toBeLessThan(20);
  });

  test('3e-B9 a million keys: as long as V8 takes to name them, and 500 of them go out', async () => {
    const value = Object.fromEntries(Array.from({ length: 1_000_000 }, (_, n) => [`key-${n}`, n]));
    const naming = best(() => Object.keys(value), Number.POSITIVE_INFINITY);
    expect(costOf({ value }, 2 * naming + 200)).toBeLessThan(2 * naming + 200);
    const written = (await logAmongOthers(await openDoor('Winston with fields'), value))['value'] as Line;
    expect(Object.keys(written)).toHaveLength(501);
    expect(written['…']).toBe('999500 more');
  });
});
