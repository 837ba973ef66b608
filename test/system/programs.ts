import { expect } from 'vitest';
import type { Collector } from '../../src/testing/index.js';
import { type App, type AppOptions, spawnApp } from '../kit/spawn-app.js';

/** Each makes `logger`, `log(n, fields)` and `flush()` out of `options`, in a program of its own; all but `pino.transport` a `handler` too. */
const openings = {
  Winston: `
    import winston from 'winston';
    import 'logferry/winston';
    const transport = new winston.transports.BufferingAsync(options);
    const logger = winston.createLogger({ transports: [transport] });
    const { handler } = transport;
    const log = (n, fields) => logger.info('m', { n, ...fields });
    const flush = () => handler.flush();`,
  'Winston, worker': `
    import winston from 'winston';
    import 'logferry/winston';
    const transport = new winston.transports.BufferingAsync({ ...options, worker: true });
    const logger = winston.createLogger({ transports: [transport] });
    const { handler } = transport;
    const log = (n, fields) => logger.info('m', { n, ...fields });
    const flush = () => handler.flush();`,
  Pino: `
    import pino from 'pino';
    import { createDestination } from 'logferry/pino';
    const destination = createDestination(options);
    const logger = pino(destination);
    const { handler } = destination;
    const log = (n, fields) => logger.info({ n, ...fields }, 'm');
    const flush = () => handler.flush();`,
  'Pino, transport': `
    import pino from 'pino';
    const logger = pino(pino.transport({ target: 'logferry/pino', options }));
    process.on('exit', () => logger); // held as an app holds it: thread-stream lets go of what the garbage collector finds
    const log = (n, fields) => logger.info({ n, ...fields }, 'm');
    const flush = () => new Promise((resolve) => logger.flush(resolve));`,
  'Pino, createTransport': `
    import pino from 'pino';
    import { createTransport } from 'logferry/pino';
    const transport = createTransport(options);
    const logger = pino(transport);
    const { handler } = transport;
    const log = (n, fields) => logger.info({ n, ...fields }, 'm');
    const flush = () => handler.flush();`,
} as const;

export type DoorName = keyof typeof openings;
export const inProcess = ['Winston', 'Pino'] as const;
export const inWorker = ['Winston, worker', 'Pino, transport', 'Pino, createTransport'] as const;
export const everyDoor: readonly DoorName[] = [...inProcess, ...inWorker];

export type ProgramOptions = {
  readonly door: DoorName;
  readonly collector: Pick<Collector, 'url'>;
  /** Of the handler, beside `url`. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Import lines of the program's own. */
  readonly imports?: string;
  readonly nodeArgs?: AppOptions['nodeArgs'];
};

/** Starts a program that logs through a door; `body` may use `log`, `flush`, `logger` and, except with `pino.transport`, `handler`. */
export const startProgram = (body: string, { door, collector, options, imports = '', nodeArgs = [] }: ProgramOptions): Promise<App> =>
  spawnApp(
    { code: `${imports}\nconst options = JSON.parse(process.env.OPTIONS as string);\n${openings[door]}\n${body}` },
    { env: { OPTIONS: JSON.stringify({ url: collector.url, ...options }) }, nodeArgs: ['--unhandled-rejections=strict', ...nodeArgs] },
  );

/** Runs a program to its end, which must be in order and without a word on stderr. */
export const runProgram = async (body: string, options: ProgramOptions): Promise<App> => {
  const app = await startProgram(body, options);
  const exit = await app.exit({ timeoutMs: 40_000 });
  expect([exit, app.stderr]).toEqual([{ code: 0, signal: null }, []]);
  return app;
};

export const numbersOf = ({ records }: Pick<Collector, 'records'>): readonly unknown[] =>
  records.map((record) => (record as { n: unknown }).n);

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
