// kill -9: a service logs with a journal, is killed again and again while the collector is in trouble, and nothing is missing.
// This example has a collector of its own. Run: node examples/crash/crash.mjs (after npm run build)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCollector } from 'logferry/testing';

const FOREVER = Number.POSITIVE_INFINITY;
const LIVES = [
  { collector: 'takes everything', plans: [] },
  { collector: 'answers 503', plans: [{ status: 503, times: FOREVER }] },
  { collector: 'takes 200 ms', plans: [{ delayMs: 200, times: FOREVER }] },
  { collector: 'never answers', plans: [{ hang: true, times: FOREVER }] },
  { collector: 'takes all, answers nothing', plans: [{ reset: 'after-accept', times: FOREVER }] },
];

const directory = mkdtempSync(join(tmpdir(), 'logferry-crash-'));
const collector = await startCollector();
const logged = new Set();

/** Starts the service; what it prints was logged. */
const start = (life, ordersPerMs) => {
  const args = [join(import.meta.dirname, 'service.mjs'), collector.url, directory, String(life * 100_000), String(ordersPerMs)];
  const service = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface(service.stdout).on('line', (order) => logged.add(Number(order)));
  return service;
};

const row = (...cells) =>
  console.log(cells.map((cell, index) => (index === 1 ? String(cell).padEnd(28) : String(cell).padStart(9))).join('  '));

/** How often each order arrived, when a request that says the same name again is not counted again. */
const arrivals = () => {
  const names = new Set();
  const times = new Map();
  let again = 0;
  for (const { headers, accepted } of collector.requests.filter((request) => request.accepted.length > 0)) {
    const name = headers['idempotency-key'];
    if (names.has(name)) again += 1;
    else for (const { order } of accepted) times.set(order, (times.get(order) ?? 0) + 1);
    names.add(name);
  }
  return { times, again };
};

row('life', 'the collector', 'logged', 'arrived');
for (const [index, { collector: state, plans }] of LIVES.entries()) {
  collector.heal();
  collector.fail(...plans);
  const service = start(index + 1, 5);
  await once(service.stdout, 'data');
  await sleep(600 + Math.random() * 600);
  service.kill('SIGKILL');
  await once(service, 'close');
  row(index + 1, state, logged.size, arrivals().times.size);
}

collector.heal();
const last = start(LIVES.length + 1, 0); // it logs nothing, and delivers what the others left
await collector.waitFor(() => arrivals().times.size >= logged.size, { timeoutMs: 20_000 });
last.kill('SIGTERM');
await once(last, 'close');

const { times, again } = arrivals();
row(LIVES.length + 1, 'takes everything', logged.size, times.size);
const missing = [...logged].filter((order) => !times.has(order)).length;
const twice = [...times.values()].filter((count) => count > 1).length;
console.log(`\n${LIVES.length} times kill -9: ${logged.size} orders logged, ${times.size} arrived, ${missing} missing`);
console.log(`${again} requests came again under the same name; ${twice} orders are there twice when each name counts once`);

await collector.close();
rmSync(directory, { recursive: true, force: true });
if (missing + twice > 0) process.exitCode = 1;
