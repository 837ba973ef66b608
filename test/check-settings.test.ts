import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigurationError } from '../src/core/errors.js';
import { createHandler } from '../src/handler.js';
import type { HandlerOptions } from '../src/handler-options.js';
import openTarget, { createDestination, createTransport } from '../src/transports/pino.js';
import { BufferingAsyncTransport } from '../src/transports/winston.js';

const url = 'http://127.0.0.1:9/';

const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'logferry-check-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

/** In which everybody may write. */
const unsafeDirectory = (): string => {
  const directory = join(temporaryDirectory(), 'unsafe');
  mkdirSync(directory);
  chmodSync(directory, 0o777);
  return directory;
};

const DOORS: readonly (readonly [name: string, open: (options: HandlerOptions) => unknown])[] = [
  ['createHandler', createHandler],
  ['createDestination', createDestination],
  ['createTransport', createTransport],
  ['Winston', (options) => new BufferingAsyncTransport(options)],
  ['Winston in a worker', (options) => new BufferingAsyncTransport({ ...options, worker: true })],
  ['a Pino target', openTarget],
];

const refusalAt = async (open: (options: HandlerOptions) => unknown, options: HandlerOptions): Promise<ConfigurationError> => {
  const opened = (async (): Promise<unknown> => open(options))();
  await expect(opened).rejects.toBeInstanceOf(ConfigurationError);
  return opened.catch((error: unknown) => error) as Promise<ConfigurationError>;
};

describe.each(DOORS)('%s refuses, where it can be caught,', (_door, open) => {
  test.each([
    ['spool.directory', (directory: string): HandlerOptions => ({ url, spool: { directory } })],
    ['deadLetters.directory', (directory: string): HandlerOptions => ({ url, deadLetters: { directory } })],
  ])('D22 a directory of %s that others may write in, by name and with the cure', async (option, optionsWith) => {
    const directory = unsafeDirectory();
    const { message, context } = await refusalAt(open, optionsWith(directory));
    expect(message).toBe(
      `option \`${option}\`: ${JSON.stringify(directory)} cannot be used: other users may write in it; \`chmod 700\` it, or name a directory of its own inside it`,
    );
    expect(context).toEqual({ option });
  });

  test('one directory for the spool and for dead letters', async () => {
    const directory = temporaryDirectory();
    const { message } = await refusalAt(open, { url, spool: { directory }, deadLetters: { directory: `${directory}/` } });
    expect(message).toMatch(/^option `deadLetters.directory` must not be that of the spool: name another/);
  });

  test.each<[option: string, options: Partial<HandlerOptions>]>([
    ['url', { url: 'http://{key}/' }],
    ['fallback.to.url', { fallback: { to: { url: 'http://{key}/' } } }],
    ['fallback.to.collector.host', { fallback: { to: { url, collector: { type: 'sumo', host: '{fields.host}' } } } }],
  ])('a wrong template in %s', async (option, options) => {
    const { message } = await refusalAt(open, { url, ...options });
    expect(message).toContain(`option \`${option}\``);
  });
});

describe.each(DOORS.filter(([name]) => !/worker|createTransport/.test(name)))('%s', (_door, open) => {
  test('asks the key function, and refuses one that is wrong, before a file is written', async () => {
    const directory = join(temporaryDirectory(), 'spool');
    const encryptionKey = () => ({ id: 'k', key: Buffer.alloc(16) });
    const { message } = await refusalAt(open, { url, spool: { directory }, encryptionKey });
    expect(message).toContain('option `encryptionKey`: must answer a `key` of 32 bytes');
    expect(readdirSync(directory)).toEqual([]);
  });
});

test('an engine that is refused for any other option leaves no log behind that lives', async () => {
  const directory = join(temporaryDirectory(), 'spool');
  await refusalAt(createHandler, { url, spool: { directory }, requestHeaders: { 'X-A': '{fields.a}' } });
  await refusalAt(createHandler, { url, spool: { directory }, fallback: { to: { url: 'http://{key}/' } } });
  expect(existsSync(directory) ? readdirSync(directory) : []).toEqual([]);
});

test('without a spool and dead letters nobody asks for a key', async () => {
  const handler = createHandler({
    url,
    encryptionKey: () => {
      throw new Error('not asked');
    },
  });
  await handler.close();
});
