import { writeSync } from 'node:fs';
import { createHandler, type HandlerOptions } from 'logferry';

/**
 * A service that logs numbered records until it is killed, and says so over its file descriptor 3, line by line:
 *
 *     open 3.1      the door stood open after so many milliseconds
 *     17            record 17 was accepted: from here on it must arrive
 *
 * SIGTERM closes it in order. In process a record counts as accepted when the logging call has returned; in a worker when the worker says that it has it.
 */
export type CrashOrder = {
  readonly door: CrashDoor;
  readonly options: HandlerOptions;
  readonly first: number;
  readonly records: number;
};
export type CrashDoor = keyof typeof doors;

type Health = { readonly stats: { readonly received: number } };
type Handler = { getHealthStatus(): Health | Promise<Health | undefined>; close(): Promise<unknown> };
type Opened = { readonly log: (n: number, tenant: string) => unknown; readonly handler: Handler; readonly isWorker?: true };

const doors = {
  handler:
    async () =>
    (options: HandlerOptions): Opened => {
      const handler = createHandler(options);
      return { handler, log: (n, tenant) => handler.handle({ message: 'm', fields: { n, tenant } }) };
    },
  pino: async () => {
    const [{ default: pino }, { createDestination }] = await Promise.all([import('pino'), import('logferry/pino')]);
    return (options: HandlerOptions): Opened => {
      const destination = createDestination(options);
      const logger = pino(destination);
      return { handler: destination.handler, log: (n, tenant) => logger.info({ n, tenant }, 'm') };
    };
  },
  winston: async () => {
    const [{ default: winston }, { BufferingAsyncTransport }] = await Promise.all([import('winston'), import('logferry/winston')]);
    return (options: HandlerOptions): Opened => {
      const transport = new BufferingAsyncTransport(options);
      const logger = winston.createLogger({ transports: [transport] });
      return { handler: transport.handler, log: (n, tenant) => logger.info('m', { n, tenant }) };
    };
  },
  'pino worker': async () => {
    const [{ default: pino }, { createTransport }] = await Promise.all([import('pino'), import('logferry/pino')]);
    return (options: HandlerOptions): Opened => {
      const transport = createTransport(options);
      const logger = pino(transport);
      return { handler: transport.handler, log: (n, tenant) => logger.info({ n, tenant }, 'm'), isWorker: true };
    };
  },
};

const BURST = 20;
const TENANTS = ['acme', 'globex', 'initech'];

const order = JSON.parse(process.env['CRASH_ORDER'] ?? '') as CrashOrder;
const say = (line: string | number): void => {
  writeSync(3, `${line}\n`);
};

const open = await doors[order.door]();
const openedAt = performance.now();
const { log, handler, isWorker } = open(order.options);
say(`open ${performance.now() - openedAt}`);
const parent = process.ppid;
const stay = setInterval(() => process.ppid === parent || process.exit(1), 1000);
let isEnding = false;
process.once('SIGTERM', async () => {
  isEnding = true;
  await handler.close();
  clearInterval(stay);
});

let read = 0;
/** By the engine's own word: `stats()` counts what is under way to the worker as received. */
const sayWhatIsRead = async (): Promise<void> => {
  const health = await handler.getHealthStatus();
  for (; read < (health?.stats.received ?? 0); read += 1) say(order.first + read);
};

for (let n = order.first; n < order.first + order.records && !isEnding; n += 1) {
  log(n, TENANTS[n % TENANTS.length] ?? '');
  if (isWorker === undefined) say(n);
  if (n % BURST !== 0) continue;
  await new Promise((resolve) => setTimeout(resolve, 1));
  if (isWorker) await sayWhatIsRead();
}
if (isWorker) await sayWhatIsRead();
