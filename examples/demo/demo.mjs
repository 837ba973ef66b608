// npm run demo: a small web service with three tenants logs through Winston and Pino to a collector on this machine, which
// fails in the middle. Ends by itself, with exit code 0 when every record arrived exactly once where it belongs, else 1.
import { setTimeout as sleep } from 'node:timers/promises';
import { flushAll, getHealthStatus, shutdown } from 'logferry';
import { startCollector } from 'logferry/testing';
import { accountOf, addsUp } from './books.mjs';
import { showBooks, showGroups, showNotices, showOneRecord, showOutageHead, showOutageStep, showStage } from './pictures.mjs';
import { chapter } from './screen.mjs';
import { openShop } from './shop.mjs';
import { startTraffic } from './traffic.mjs';

const CALM_MS = 2500;
const STEP_MS = 500;
const LONGEST_RECOVERY_MS = 10_000;

const collector = await startCollector();
const notices = [];
const shop = await openShop({ url: collector.url, onDiagnostic: (notice) => notices.push(notice) });
const handlers = Object.entries(shop.handlers);

showStage(collector.url);
const traffic = startTraffic(shop.url);
await sleep(CALM_MS);
await flushAll();

chapter('One record on its way');
showOneRecord(collector.requests);

chapter('Records became groups, groups became batches');
showGroups(collector.requests);

chapter('An outage, while the shop goes on');
showOutageHead();
const outageAt = performance.now();
let triesBefore = collector.requests.length;
traffic.medianMs();
await step('takes everything');
collector.fail({ status: 503, headers: { 'retry-after': '1' }, times: Number.POSITIVE_INFINITY });
await steps(3, '503, Retry-After: 1');
await collector.pause();
await steps(3, 'refuses connections');
collector.heal();
await collector.resume();
await untilCaughtUp('is back');
showNotices(notices);

chapter('The books');
await traffic.stop();
await shutdown();
const accounts = [];
for (const [name, handler] of handlers)
  accounts.push(accountOf(name, { logged: shop.logged[name], stats: await handler.stats(), collector }));
showBooks(accounts);
await Promise.all([shop.close(), collector.close()]);
if (!accounts.every(addsUp)) process.exitCode = 1;

async function steps(count, state) {
  for (let index = 0; index < count; index += 1) await step(state);
}

/** Waits a moment, then shows how things are; answers the health of the process. */
async function step(state) {
  await sleep(STEP_MS);
  const [{ status }, ...stats] = await Promise.all([getHealthStatus(), ...handlers.map(([, handler]) => handler.stats())]);
  const waiting = stats.reduce((sum, each) => sum + each.waiting + each.inFlight, 0);
  const tries = stats.reduce((sum, { attempts }) => sum + attempts, 0) - triesBefore;
  triesBefore += tries;
  showOutageStep({
    atMs: performance.now() - outageAt,
    served: traffic.served,
    medianMs: traffic.medianMs(),
    tries,
    waiting,
    status,
    state,
  });
  return status;
}

async function untilCaughtUp(state) {
  const untilMs = performance.now() + LONGEST_RECOVERY_MS;
  while (performance.now() < untilMs) if ((await step(state)) === 'healthy') return;
}
