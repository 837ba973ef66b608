import { inspect } from 'node:util';
import pino from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import winston from 'winston';
import type { BufferingAsyncHandler, Diagnostic } from '../src/core/handler.js';
import { createEngine, createHandler } from '../src/handler.js';
import type { HandlerOptions, SecurityOptions } from '../src/handler-options.js';
import { startCollector } from '../src/testing/index.js';
import { createDestination } from '../src/transports/pino.js';
import { sendLogs } from '../src/transports/send-logs.js';
import { BufferingAsyncTransport } from '../src/transports/winston.js';
import { canaries, secrets, tracesIn } from './kit/canary.js';
import { hostileValues } from './kit/canary-hostile.js';

type Fields = Readonly<Record<string, unknown>>;
type Door = { readonly handler: BufferingAsyncHandler; readonly log: (message: string, fields?: Fields) => unknown };

const doors = {
  'the handler': (options: HandlerOptions): Door => {
    const handler = createHandler(options);
    return { handler, log: (message, fields = {}) => handler.handle({ message, fields }) };
  },
  'Winston, with fields': (options: HandlerOptions): Door => throughWinston(options, winston.format((info) => info)()),
  'Winston, with its json': (options: HandlerOptions): Door => throughWinston(options, winston.format.json()),
  Pino: (options: HandlerOptions): Door => {
    const destination = createDestination(options);
    const logger = pino({ messageKey: 'message' }, destination);
    return { handler: destination.handler, log: (message, fields = {}) => logger.info(fields, message) };
  },
};
type DoorName = keyof typeof doors;
const everyDoor = Object.keys(doors) as readonly DoorName[];

const throughWinston = (options: HandlerOptions, format: winston.Logform.Format): Door => {
  const transport = new BufferingAsyncTransport(options);
  const logger = winston.createLogger({ transports: [transport], format });
  return { handler: transport.handler as BufferingAsyncHandler, log: (message, fields = {}) => logger.info(message, fields) };
};

/** A door with a collector behind it, and all that could be heard of it. */
const openDoor = async (name: DoorName, security: SecurityOptions = {}, options: Partial<HandlerOptions> = {}) => {
  const collector = await startCollector();
  const heard: Diagnostic[] = [];
  const door = doors[name]({ url: collector.url, security, onDiagnostic: (diagnostic) => heard.push(diagnostic), ...options });
  onTestFinished(async () => {
    await door.handler.close();
    await collector.close();
  });
  const { handler } = door;
  const lines = async (): Promise<readonly Fields[]> => {
    await handler.flush();
    return collector.records as readonly Fields[];
  };
  /** All that came out anywhere. */
  const traces = (): readonly string[] =>
    tracesIn(
      inspect([collector.requests, handler.getHealthStatus(), handler.getFailedLogs(), heard, handler], {
        depth: 12,
        maxStringLength: null,
        maxArrayLength: null,
      }),
    );
  return { ...door, collector, heard, lines, traces };
};

/** What an object is made of, without asking it: getters are compared, not run. */
const anatomyOf = (value: unknown, seen = new Map<object, number>()): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const before = seen.get(value);
  if (before !== undefined) return { again: before };
  seen.set(value, seen.size);
  try {
    const parts = Object.entries(Object.getOwnPropertyDescriptors(value)).slice(0, 2000);
    return [
      Object.prototype.toString.call(value),
      Object.isFrozen(value),
      parts.map(([key, part]) => [key, { ...part, value: anatomyOf(part.value, seen) }]),
    ];
  } catch {
    return 'does not let itself be looked at';
  }
};

describe.each(everyDoor)('a hostile value through %s', (name) => {
  test.each(hostileValues.filter(({ tooBadFor }) => !tooBadFor?.includes(name)))(
    'A42 A53 $what: no throw, no secret, no change',
    async ({ make }) => {
      const door = await openDoor(name);
      const value = make(() => door.log('from within', { password: canaries.password }));
      const before = anatomyOf(value);
      expect(() => door.log('bad', { n: 1, value })).not.toThrow();
      expect(anatomyOf(value)).toEqual(before);
      expect(() => door.log('after', { n: 2, password: canaries.password })).not.toThrow();
      const lines = (await door.lines()).filter(({ message }) => message !== 'from within');
      expect(lines).toHaveLength(2);
      expect(lines[1]).toMatchObject({ message: 'after', n: 2, password: '***' });
      expect(door.traces()).toEqual([]);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );
});

const thatLogs =
  <Answer>(log: () => void, answer: Answer) =>
  (): Answer => {
    log();
    return answer;
  };

const throwsIt = (value: string): never => {
  throw new Error(`no mask for ${value}`);
};

describe.each(everyDoor)('a function of the user that fails, through %s', (name) => {
  test.each([
    ['throws', throwsIt],
    ['returns what it was given', (value: string) => value],
    ['returns it within more', (value: string) => `<${value}>`],
    ['returns an object', (value: string) => ({ value })],
    ['returns nothing', () => undefined],
    ['returns a promise that is rejected', async (value: string) => throwsIt(value)],
    ['returns a megabyte', () => 'x'.repeat(1024 * 1024)],
  ])('A42 A45 a mask that %s: the full mask stands, and it is counted', async (_what, mask) => {
    const door = await openDoor(name, { kinds: { email: mask as never }, keys: { add: [{ key: 'nickname', mask: mask as never }] } });
    expect(() => door.log(`mail ${secrets.email}`, { nickname: canaries.session })).not.toThrow();
    const [line] = await door.lines();
    expect(line).toMatchObject({ message: 'mail [email]', nickname: '***' });
    expect(door.handler.getHealthStatus().security.maskFailures).toBe(2);
    expect(door.traces()).toEqual([]);
  });

  test.each([
    ['throws', throwsIt],
    ['answers no boolean', () => 'yes'],
    ['answers a promise that is rejected', async (value: string) => throwsIt(value)],
  ])('A42 A50 a check that %s lets nothing through', async (_what, validate) => {
    const rule = { name: 'ours', literals: ['avocet'], pattern: /avocet-[\da-f]{10}/, validate: validate as never };
    const door = await openDoor(name, { rules: [rule] });
    expect(() => door.log(`badge ${canaries.session}`, { n: 1 })).not.toThrow();
    door.log('after', { n: 2 });
    expect(await door.lines()).toMatchObject([
      { n: 1, message: expect.stringMatching(/\[ours/) },
      { n: 2, message: 'after' },
    ]);
    expect(door.traces()).toEqual([]);
  });

  test('A45 a mask that is made of line breaks and escapes is one line, whole', async () => {
    const door = await openDoor(name, { kinds: { email: () => 'a\nb\u001b[31m"\\\u2028' } });
    door.log(`to ${secrets.email} now`);
    const [line] = await door.lines();
    expect(line?.['message']).toMatch(/^to a\\nb[\x20-\x7e]* now$/);
  });

  test('A45 a mask that logs through the same logger: both records go out washed, each with its own fields', async () => {
    const told: string[] = [];
    const door = await openDoor(name, {
      kinds: {
        email: (_value, { kind }) => {
          if (told.push(kind) === 1) door.log('masking', { kind, password: canaries.password, token: secrets.token });
          return '<mail>';
        },
      },
    });
    expect(() =>
      door.log(`mail ${secrets.email} and ${secrets.email}`, { password: canaries.password, last: secrets.email }),
    ).not.toThrow();
    const lines = await door.lines();
    expect(lines).toHaveLength(2);
    expect(lines.find(({ message }) => message === 'masking')).toMatchObject({
      kind: 'email',
      password: '***',
      token: expect.stringMatching(/\*\*\*$/),
    });
    expect(lines).toContainEqual(expect.objectContaining({ message: 'mail <mail> and <mail>', password: '***', last: '<mail>' }));
    expect(door.traces()).toEqual([]);
  });

  test.each<[string, (log: () => void) => SecurityOptions]>([
    ['a mask', (log) => ({ kinds: { email: thatLogs(log, '<mail>') } })],
    [
      'a check',
      (log) => ({ rules: [{ name: 'mail', literals: ['@'], pattern: /\bnora\.[a-z\d]{1,20}@/, validate: thatLogs(log, true) }] }),
    ],
  ])('A45 %s that logs while a key is looked at does not have another line taken for this one', async (_what, securityWith) => {
    let logged = 0;
    const log = (): void => {
      logged += 1;
      if (logged === 1) door.log('meanwhile', { clean: 'x'.repeat(300) });
    };
    const door = await openDoor(name, securityWith(log));
    door.log('m', { [secrets.email]: 1, password: canaries.password, note: `${secrets.token} ${secrets.bearer}` });
    expect(logged).toBeGreaterThan(0);
    expect(await door.lines()).toHaveLength(2);
    expect(door.traces()).toEqual([]);
  });

  test('A51 a rule’s verdict on one record is not lost to another that a mask logs meanwhile', async () => {
    const told: string[] = [];
    const rules = [
      { name: 'forbidden', literals: ['FORBIDDEN'], pattern: /FORBIDDEN-\d/, action: 'reject' },
      { name: 'vip', literals: ['VIP'], pattern: /VIP-\d/, action: 'tag' },
    ] as const;
    const door = await openDoor(name, {
      rules,
      kinds: {
        email: (_value, { kind }) => {
          if (told.push(kind) < 3) door.log('meanwhile');
          return '<mail>';
        },
      },
    });
    door.log(`FORBIDDEN-1 for ${secrets.email}`);
    door.log(`VIP-1 ${secrets.email}`);
    const lines = await door.lines();
    expect(lines.map(({ message, securityTags }) => [message, securityTags]).toSorted()).toEqual([
      ['VIP-1 <mail>', ['vip']],
      ['meanwhile', undefined],
      ['meanwhile', undefined],
    ]);
    expect(door.handler.getFailedLogs()).toMatchObject([{ error: 'rejected: forbidden', reason: 'rejected' }]);
  });
});

test.each(['the handler', 'Pino'] as const)(
  'A42 a mask that logs what it masks, and so calls itself for ever, costs nothing but the record: %s',
  async (name) => {
    const door = await openDoor(name, {
      kinds: {
        email: (value) => {
          door.log(`masking ${value}`);
          return '<mail>';
        },
      },
    });
    expect(() => door.log(`mail ${secrets.email}`)).not.toThrow();
    door.log('after');
    expect((await door.lines()).at(-1)).toMatchObject({ message: 'after' });
    expect(door.traces()).toEqual([]);
  },
);

describe.each(everyDoor)('a record that a rule rejects, through %s', (name) => {
  const rules = [{ name: 'no-fly', literals: ['NOFLY'], pattern: /NOFLY-\d{3}/, action: 'reject' }] as const;

  test('A51 is not sent, is among the failed logs by the rule’s name, is counted, and the next one is none the worse for it', async () => {
    const door = await openDoor(name, { rules });
    door.log('before', { n: 0 });
    door.log(`NOFLY-123 of ${secrets.email}`, { n: 1, password: canaries.password });
    door.log('after', { n: 2 });
    expect((await door.lines()).map(({ n }) => n)).toEqual([0, 2]);
    expect(door.handler.getFailedLogs()).toMatchObject([
      { reason: 'rejected', error: 'rejected: no-fly', message: expect.stringContaining('of n***@company.com') },
    ]);
    expect(door.handler.getHealthStatus()).toMatchObject({ errorCount: 1, failedLogsCount: 1, security: { rejected: 1 } });
    expect(door.handler.stats()).toMatchObject({ received: 3, delivered: 2, dropped: { rejected: 1 } });
    expect(door.traces()).toEqual([]);
  });

  test('A51 stays rejected however often the failed logs are handed in again', async () => {
    const door = await openDoor(name, { rules });
    door.log('NOFLY-123');
    expect([door.handler.retryFailed(), door.handler.retryFailed()]).toEqual([0, 0]);
    expect(await door.lines()).toEqual([]);
    expect(door.handler.getFailedLogs()).toHaveLength(1);
    expect(door.handler.stats()).toMatchObject({ received: 1, dropped: { rejected: 1 } });
  });

  test('A51 is rejected for what stands deep in it, in a key, or in JSON in a text', async () => {
    const door = await openDoor(name, { rules });
    door.log('deep', { value: { list: [{ note: 'NOFLY-123' }] } });
    door.log('key', { value: { 'NOFLY-456': 1 } });
    door.log('text', { value: JSON.stringify({ note: 'NOFLY-789' }) });
    door.log('key', { value: { 'NOFLY-456': 1 } });
    expect(await door.lines()).toEqual([]);
    expect(door.handler.stats()).toMatchObject({ received: 4, dropped: { rejected: 4 } });
  });
});

test('A42 A45 the level of a record, whatever text it is, is washed where it names groups, headers and failed logs', async () => {
  const rules = [{ name: 'no-fly', literals: ['NOFLY'], pattern: /NOFLY/, action: 'reject' }] as const;
  const door = await openDoor('the handler', { rules }, { aggregatorKey: '{level}', requestHeaders: { 'x-level': '{key}' } });
  for (const message of ['NOFLY', 'm']) door.handler.handle({ level: `info for ${secrets.email}`, message });
  await door.handler.flush();
  expect(door.collector.requests.map(({ headers }) => headers['x-level'])).toEqual(['info for n***@company.com']);
  expect(door.handler.getFailedLogs()).toMatchObject([{ level: 'info for n***@company.com' }]);
  expect(door.traces()).toEqual([]);
});

test('A51 a mask that logs for the level of a record does not undo what a rule said of the record', async () => {
  const rules = [{ name: 'no-fly', literals: ['NOFLY'], pattern: /NOFLY/, action: 'reject' }] as const;
  const log = (): string => {
    door.log('meanwhile');
    return '<mail>';
  };
  const door = await openDoor('the handler', { rules, kinds: { email: log } });
  door.handler.handle({ level: secrets.email, message: 'NOFLY' });
  expect((await door.lines()).filter(({ message }) => message !== 'meanwhile')).toEqual([]);
  expect(door.handler.getFailedLogs()).toMatchObject([{ reason: 'rejected', level: '<mail>' }]);
});

test('A45 with preset off a record goes out as it is', async () => {
  await using collector = await startCollector();
  const fields = { password: canaries.oddPassword, mail: secrets.email, card: secrets.card, text: 'a\u202eb\u0007' };
  await sendLogs([{ message: secrets.token, fields }], { url: collector.url, security: { preset: 'off' } });
  expect(collector.records).toMatchObject([{ message: secrets.token, ...fields }]);
});

test('a line too long to be taken is told as closed once the handler is, not as too large', async () => {
  const engine = createEngine({ url: 'http://127.0.0.1:9/', oversize: 'drop', limits: { recordBytes: 1024 } });
  await engine.handler.close({ timeoutMs: 1 });
  expect(engine.acceptLine(JSON.stringify({ msg: 'x'.repeat(2000) }), { time: 1, level: 'info', severity: 9 })).toBe('closed');
  expect(engine.handler.stats().dropped).toEqual({ closed: 1 });
});
