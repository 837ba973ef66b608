import { once } from 'node:events';
import { inspect } from 'node:util';
import { deserialize } from 'node:v8';
import { createHealthHandler, type Diagnostic, type DropNotice, getHealthStatus, type HandlerOptions } from 'logferry';
import { tracesIn } from './canary.js';
import { type CanaryDoor, type CanaryDoorName, type CanaryHandler, doors } from './canary-doors.js';
import { confessions } from './canary-records.js';

/**
 * A program that carries secrets through a door, and prints all that an app could get to see of the library, line by line: what is printed is then
 * searched from without. After `logged` it waits for SIGUSR2.
 *
 *     logged [[0,["\"user\":\"u1\""]], ...]     the records, and what each must show when it arrives
 *     saw {"what":"health", ...}
 *     traces []                                        canaries that inspecting the objects brought to light
 *     closed {...}                                     the final counts, where the door has them
 */
export type CanaryOrder = { readonly door: CanaryDoorName; readonly options: HandlerOptions };

const { door, options } = deserialize(Buffer.from(process.env['CANARY_ORDER'] ?? '', 'base64')) as CanaryOrder;
const print = (word: string, value: unknown): void => void process.stdout.write(`${word} ${JSON.stringify(value)}\n`);
const stay = setInterval(() => {}, 1000);
const goOn = once(process, 'SIGUSR2');

const told = (what: string) => (notice: Diagnostic | DropNotice) => print('saw', { what, notice });
const { say, more, shown, handler, end }: CanaryDoor = doors[door]({
  ...options,
  onDiagnostic: told('diagnostic'),
  onDrop: told('drop'),
});
if (handler !== undefined && 'on' in handler)
  (handler as never as { on(name: string, hear: unknown): void }).on('metrics', told('metrics'));

const asked = async ({ getHealthStatus: health, getFailedLogs, stats }: CanaryHandler): Promise<void> => {
  print('saw', { what: 'health', health: await health() });
  print('saw', { what: 'failed', failed: await getFailedLogs() });
  print('saw', { what: 'stats', stats: await stats() });
};

/** Only an engine in this thread can answer at once. */
const askedByHttp = ({ getHealthStatus: health }: CanaryHandler): void => {
  const answer = health();
  if (answer instanceof Promise) return;
  const response = { writeHead: (status: number) => print('saw', { what: 'healthz', status }), end: (body: string) => print('saw', body) };
  createHealthHandler({ getHealthStatus: () => answer as never })({}, response);
};

const look = async (): Promise<void> => {
  if (handler !== undefined) {
    askedByHttp(handler);
    await asked(handler);
  }
  print('saw', { what: 'process', health: await getHealthStatus() });
  const views = shown.flatMap((each) => [inspect(each, { depth: Number.POSITIVE_INFINITY, showHidden: true }), String(each)]);
  print('traces', [...new Set(views.flatMap(tracesIn))]);
};

const records = [...confessions.map((confession) => ({ shows: confession.shows, say: (n: number) => say(confession, n) })), ...more];
for (const [n, record] of records.entries()) record.say(n);
/** In a worker they are read a little later. */
const isAllRead = async (): Promise<boolean> => {
  const { handlers } = await getHealthStatus();
  return handlers.some(({ stats }) => stats.received >= records.length);
};
while (!(await isAllRead())) await new Promise((resolve) => setTimeout(resolve, 5));
print(
  'logged',
  records.map(({ shows }, n) => [n, shows.map(({ source }) => source)]),
);
await look();

await goOn;
await handler?.flush();
await look();
print('saw', { what: 'retried', count: await handler?.retryFailed() });
await handler?.flush();
await handler?.close();
await end?.();
print('closed', await handler?.stats());
clearInterval(stay);
