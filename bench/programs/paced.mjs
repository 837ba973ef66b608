import { setTimeout as sleep } from 'node:timers/promises';
import { ask, fieldsOf, finish, openWarm, run } from './measured.mjs';
import { messageOf } from './records.mjs';

/** A steady rate over seconds: does all of it arrive, and how long after the last call? */
const TICK_MS = 10;

const { log, drain } = await openWarm();
const start = performance.now();
let seq = 0;
while (seq < run.count) {
  const due = Math.min(run.count, Math.round(((performance.now() - start) * run.options.perSecond) / 1000));
  for (; seq < due; seq += 1) log(fieldsOf(seq), messageOf(seq));
  await sleep(TICK_MS);
}
const seconds = (performance.now() - start) / 1000;
const lastCallMs = performance.timeOrigin + performance.now();
await drain?.();
await ask('quiet');
const { unique, lastAtMs } = await ask('report');
await finish({ loggedPerSecond: run.count / seconds, lost: run.count - unique, lagMs: lastAtMs - lastCallMs });
