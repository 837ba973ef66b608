import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createHandler } from 'logferry';
import { logferryOptions } from '../candidates/logferry-options.mjs';
import { ask, finish, run } from './measured.mjs';
import { startMeters } from './meters.mjs';

/** A start where an app that died left a backlog: when is it ready, when does the first of it leave, how fast the rest, in how much memory? */
const POLL_MS = 50;

const fillBacklog = async () => {
  const program = fileURLToPath(new URL('./fill-backlog.mjs', import.meta.url));
  const [code, signal] = await once(fork(program, [JSON.stringify(run)], { execArgv: [] }), 'exit');
  if (signal !== 'SIGKILL') throw new Error(`the backlog was not filled (${signal ?? code})`);
};

const bytesIn = (directory) =>
  readdirSync(directory, { recursive: true })
    .map((name) => statSync(join(directory, name)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);

const nowMs = () => performance.timeOrigin + performance.now();

await fillBacklog();
const backlogBytes = bytesIn(run.directory);
const readMeters = startMeters();
const startMs = nowMs();
const handler = createHandler(logferryOptions({ url: run.url, directory: run.directory, ...run.options }));
const readyMs = nowMs() - startMs;
while (handler.stats().delivered < run.count) await sleep(POLL_MS);
const meters = readMeters();
const { unique, records, firstAtMs, lastAtMs } = await ask('report');

await finish({
  ...meters,
  backlogMiB: backlogBytes / 2 ** 20,
  bytesPerRecord: backlogBytes / run.count,
  readyMs,
  firstMs: firstAtMs - startMs,
  drainedPerSecond: (unique / (lastAtMs - firstAtMs)) * 1000,
  lost: run.count - unique,
  twice: records - unique,
});
