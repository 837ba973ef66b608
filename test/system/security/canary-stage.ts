import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { expect } from 'vitest';
import type { HandlerOptions, SecurityOptions } from '../../../src/handler-options.js';
import type { Collector, FailurePlan } from '../../../src/testing/index.js';
import { buildApp } from '../../kit/build-app.js';
import { tracesIn } from '../../kit/canary.js';
import type { CanaryDoorName } from '../../kit/canary-doors.js';
import { confessions } from '../../kit/canary-records.js';
import { type App, type AppOptions, spawnApp } from '../../kit/spawn-app.js';

export type CanaryRun = {
  readonly door: CanaryDoorName;
  readonly options: Omit<HandlerOptions, 'url'> & { readonly url: string };
  readonly env?: AppOptions['env'];
};

/** Starts the program that carries secrets through a door. */
export const startCanary = async ({ door, options, env = {} }: CanaryRun): Promise<App> => {
  program ??= buildApp({ file: 'test/kit/canary-app.ts' });
  return spawnApp(
    { file: await program },
    { env: { CANARY_ORDER: serialize({ door, options }).toString('base64'), ...env }, nodeArgs: ['--unhandled-rejections=strict'] },
  );
};
let program: Promise<string> | undefined;

/** Has the program go on to its end, which must be in order. */
export const runOn = async (app: App): Promise<void> => {
  app.signal('SIGUSR2');
  expect(await app.exit(), app.stderr.join('\n')).toEqual({ code: 0, signal: null });
};

/** Bytes of all files under a directory, with their names. */
export const bytesUnder = (directory: string): Buffer =>
  Buffer.concat(
    readdirSync(directory, { recursive: true, withFileTypes: true }).flatMap((entry) => [
      Buffer.from(`${entry.name}\n`),
      ...(entry.isFile() ? [readFileSync(join(entry.parentPath, entry.name))] : []),
    ]),
  );

/** No canary in the files, and something there that was masked: it was looked in the right place. */
export const expectWashedFiles = (directory: string): void => {
  const bytes = bytesUnder(directory);
  expect(tracesIn(bytes)).toEqual([]);
  expect(bytes.includes('***')).toBe(true);
};

/** No canary in what the program printed, or found when it looked at its objects. */
export const expectSilent = (app: App): void => {
  expect(tracesIn([...app.stdout, ...app.stderr].join('\n'))).toEqual([]);
  expect(app.stdout.filter((line) => line.startsWith('traces') && line !== 'traces []')).toEqual([]);
};

/** No canary in any request: address, headers, and bodies, those too that were refused. */
export const expectWashedRequests = ({ requests }: Collector): void => {
  expect(tracesIn(JSON.stringify(requests))).toEqual([]);
};

/** Each record arrived, but for those that were refused, and shows what it must. */
export const expectArrived = (app: App, { records }: Pick<Collector, 'records'>): void => {
  const confessed = (printed(app, 'logged')[0] ?? []) as readonly (readonly [n: number, shows: readonly string[]])[];
  expect(confessed.length).toBeGreaterThanOrEqual(confessions.length);
  const arrived = textsByNumber(records);
  for (const [n, shows] of confessed) {
    if (REFUSED.has(n)) expect(arrived.has(n), `record ${n} was refused`).toBe(false);
    else for (const part of shows) expect(arrived.get(n) ?? 'did not arrive', `record ${n}`).toMatch(new RegExp(part));
  }
};
const REFUSED = new Set(confessions.flatMap(({ isRefused }, n) => (isRefused ? [n] : [])));

/** The collector refuses one of the records, and a rule another. */
export const refusePoison: FailurePlan = {
  refuseRecord: (record) => (record as { readonly poison?: unknown }).poison === true,
  status: 400,
  times: Number.POSITIVE_INFINITY,
};
export const rejecting: SecurityOptions = {
  rules: [{ name: 'forbidden', literals: ['FORBIDDEN-'], pattern: /FORBIDDEN-\d{2}/, action: 'reject' }],
};

/** What a program printed behind a word, as JSON. */
export const printed = (app: App, word: string): readonly unknown[] =>
  app.stdout
    .filter((line) => line.startsWith(`${word} `) && line !== `${word} undefined`)
    .map((line) => JSON.parse(line.slice(word.length + 1)));

/** The records by their numbers, as the text that they arrived as. */
export const textsByNumber = (records: readonly unknown[]): ReadonlyMap<unknown, string> =>
  new Map(records.map((record) => [numberOf(record), JSON.stringify(record)]));

/** What was no JSON stands in the message, or is the record. */
const numberOf = (record: unknown): unknown => {
  const { n, message } = record as { readonly n?: unknown; readonly message?: unknown };
  return n ?? Number(/"n":(\d+)/.exec(String(message ?? record))?.[1]);
};
