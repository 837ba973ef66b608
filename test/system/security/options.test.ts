import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigurationError } from '../../../src/core/errors.js';
import { createHandler } from '../../../src/handler.js';
import type { HandlerOptions } from '../../../src/handler-options.js';
import { createDestination, createTransport } from '../../../src/transports/pino.js';
import { sendLogs } from '../../../src/transports/send-logs.js';
import { BufferingAsyncTransport } from '../../../src/transports/winston.js';
import { canaries, tracesIn } from '../../kit/canary.js';
import { spawnApp } from '../../kit/spawn-app.js';

const inProcess = {
  createHandler: (options: HandlerOptions) => createHandler(options),
  sendLogs: (options: HandlerOptions) => sendLogs([], options),
  'Pino, createDestination': (options: HandlerOptions) => createDestination(options),
  Winston: (options: HandlerOptions) => new BufferingAsyncTransport(options),
};
const inWorker = {
  'Pino, createTransport': (options: HandlerOptions) => createTransport(options),
  'Winston, worker': (options: HandlerOptions) => new BufferingAsyncTransport({ ...options, worker: true }),
};
const everyDoor = Object.entries({ ...inProcess, ...inWorker });

/** What is thrown at the door, or what its promise is rejected with. */
const refusalOf = async (open: (options: HandlerOptions) => unknown, security: unknown): Promise<unknown> => {
  try {
    const opened = await open({ url: 'http://127.0.0.1:9/', security: security as never });
    onTestFinished(async () => void (await (opened as { close?(): unknown; handler?: { close(): unknown } }).close?.()));
    return 'nothing was refused';
  } catch (error) {
    return error;
  }
};

const rule = { name: 'ours', literals: ['EMP-'], pattern: /EMP-\d{6}/ };
const key = (text: string): Buffer => Buffer.from(text);

const wrong: readonly (readonly [what: string, security: unknown, option: RegExp])[] = [
  ['what is no object', 'strict', /`security`/],
  ['an unknown preset', { preset: 'paranoid' }, /`security\.preset`.*'strict'/],
  ['an unknown option', { masks: {} }, /security\.masks/],
  ['an unknown kind', { kinds: { emails: true } }, /security\.kinds\.emails.*email/],
  ['an unknown mask', { kinds: { email: 'sha256' } }, /`security\.kinds\.email`.*'hash'/],
  ['a mask for a key that is none', { keys: { add: [{ key: 'nickname', mask: 'blur' }] } }, /`security\.keys\.add\[0\]\.mask`/],
  ['a path that is none', { paths: ['a..b'] }, /security\.paths/],
  ['a path with an unknown mask', { paths: [{ path: 'a.b', mask: 'blur' }] }, /`security\.paths\[0\]\.mask`/],
  ['a pattern that can take for ever', { rules: [{ ...rule, pattern: /(E+M*)+P-x/ }] }, /`security\.rules`.*`ours`.*unsafe/],
  ['a pattern that is none', { rules: [{ ...rule, pattern: 'EMP-' }] }, /`security\.rules`.*`ours`.*RegExp/],
  ['a rule without literals', { rules: [{ name: 'ours', pattern: /EMP-\d{6}/ }] }, /`security\.rules`.*`ours`.*literals/],
  ['two rules of one name', { rules: [rule, rule] }, /`security\.rules`.*`ours`.*name/],
  ['a hash without a key', { kinds: { email: 'hash' } }, /`security\.kinds\.email`.*pseudonym/],
  ['gdpr without a key', { preset: 'gdpr' }, /`security\.pseudonym`.*gdpr/],
  ['a key that is too short', { preset: 'gdpr', pseudonym: { key: key(canaries.session), keyId: 'k1' } }, /`security\.pseudonym\.key`.*32/],
  [
    'a key that is no bytes',
    { preset: 'gdpr', pseudonym: { key: canaries.session.repeat(3), keyId: 'k1' } },
    /`security\.pseudonym\.key`.*32/,
  ],
  ['a pseudonym that is a key', { pseudonym: canaries.session }, /`security\.pseudonym`/],
  [
    'a key id that is a key',
    { pseudonym: { key: key(canaries.session.repeat(3)), keyId: canaries.session } },
    /`security\.pseudonym\.keyId`/,
  ],
  [
    'a previous key that is too short',
    { pseudonym: { key: Buffer.alloc(32, 1), keyId: 'k2', previous: [{ key: key(canaries.session), keyId: 'k1' }] } },
    /`security\.pseudonym\.previous\[0\]\.key`/,
  ],
  [
    'a key of the audit trail that is too short',
    { preset: 'audit', audit: { key: key(canaries.session), keyId: 'k1' } },
    /`security\.audit\.key`.*32/,
  ],
  ['a limit that is none', { cacheSize: 1 }, /`security\.cacheSize`.*16/],
];

describe.each(everyDoor)('%s', (_door, open) => {
  test.each(wrong)('A42 A49 refuses %s, by name, at once, and shows no key', async (_what, security, option) => {
    const error = await refusalOf(open, security);
    expect(error).toBeInstanceOf(ConfigurationError);
    const { message, stack, cause } = error as ConfigurationError;
    expect(message).toMatch(option);
    expect(
      tracesIn([message, stack, inspect(cause), inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error)].join('\n')),
    ).toEqual([]);
  });
});

describe.each(Object.entries(inWorker))('%s', (_door, open) => {
  test.each([
    ['a mask', { kinds: { email: () => '<mail>' } }, /`security\.kinds\.email`.*\{ module.*function/],
    ['a check', { rules: [{ ...rule, validate: () => true }] }, /`security\.rules\[0\]\.validate`.*function/],
    ['a key', { pseudonym: { key: () => Buffer.alloc(32), keyId: 'k1' } }, /`security\.pseudonym\.key`.*function/],
    [
      'a module that is not there',
      { kinds: { email: { module: './nowhere.mjs', name: 'mask' } } },
      /`security\.kinds\.email`.*nowhere\.mjs/,
    ],
  ])('A42 refuses %s that cannot cross to a worker, by name', async (_what, security, option) => {
    const error = await refusalOf(open, security);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).toMatch(option);
  });
});

test.each(Object.entries(inProcess))('A42 %s refuses the address of a function: it takes the function itself', async (_door, open) => {
  const error = await refusalOf(open, { kinds: { email: { module: './x.mjs', name: 'mask' } } });
  expect(error).toBeInstanceOf(ConfigurationError);
  expect((error as Error).message).toMatch(/`security\.kinds\.email`/);
});

test('A42 a key function that throws is refused at the door, and nothing of what it throws is shown', async () => {
  const fail = (): never => {
    throw new Error(`no such secret: ${canaries.session}`);
  };
  const error = await refusalOf(inProcess.createHandler, { preset: 'gdpr', pseudonym: { key: fail, keyId: 'k1' } });
  expect(error).toBeInstanceOf(ConfigurationError);
  expect((error as Error).message).toMatch(/`security\.pseudonym\.key`.*threw/);
  expect(tracesIn(inspect(error, { depth: 9, showHidden: true }))).toEqual([]);
});

test('A42 a Pino target says in the app what was wrong with its options', async () => {
  await using app = await spawnApp({
    code: `
      import pino from 'pino';
      const options = { url: 'http://127.0.0.1:9/', security: { preset: 'gdpr' } };
      pino.transport({ target: 'logferry/pino', options }).on('error', ({ name, message }) => console.log(name, message));`,
  });
  expect(await app.line('security.pseudonym')).toMatch(/preset 'gdpr'/);
});
