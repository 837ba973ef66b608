// A fallback: the collector is away for longer than this app allows, so records go to a file meanwhile, and somebody is told, once.
// This example has a collector of its own.
// Run: node examples/fallback/fallback.mjs (after npm run build)
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createDestination } from 'logferry/pino';
import { startCollector } from 'logferry/testing';
import pino from 'pino';

const collector = await startCollector();
const directory = await mkdtemp(join(tmpdir(), 'logferry-fallback-'));
const file = join(directory, 'meanwhile.ndjson');

const wakeSomebody = (message) => console.log(`alert: ${message}`);
let isBack = false;

const destination = createDestination({
  url: collector.url,
  retry: { baseMs: 100, capMs: 500 }, // the defaults, 1 and 30 seconds, are made for real outages
  fallback: { afterMs: 1000, to: { file } }, // a minute, unless you say otherwise; { url } and { console: 'stderr' } work as well
  onDiagnostic: ({ code, message }) => {
    if (code === 'fallback-on') wakeSomebody(message);
    if (code === 'fallback-off') isBack = true;
  },
});
const { handler } = destination;
const logger = pino(destination);

const linesInFile = async () =>
  (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

await collector.pause(); // it refuses connections from now on
for (let order = 1; order <= 300; order += 1) logger.info({ order }, 'order placed');
await handler.flush();

const meanwhile = await linesInFile();
console.log(`in the file: ${meanwhile.length} records, each with a reason such as ${meanwhile[0].logferry.fallback}`);

await collector.resume();
let orders = 300;
while (!isBack) {
  logger.info({ order: ++orders }, 'order placed');
  await handler.flush();
  await setTimeout(50);
}
for (let more = 0; more < 100; more += 1) logger.info({ order: ++orders }, 'order placed');
await handler.close();

const distinct = new Set([...(await linesInFile()), ...collector.records].map(({ order }) => order)).size;
console.log(`${orders - distinct} records missing; the collector got the last ${collector.records.slice(-100).length} itself`);

await collector.close();
await rm(directory, { recursive: true });
if (distinct !== orders) process.exitCode = 1;
