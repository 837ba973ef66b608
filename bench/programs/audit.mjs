import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHandler } from 'logferry';
import { logferryOptions } from '../candidates/logferry-options.mjs';
import { median } from '../harness/statistics.mjs';
import { cpuNs } from './cpu-time.mjs';
import { turn } from './emit.mjs';
import { fieldsOf, finish, run } from './measured.mjs';
import { messageOf } from './records.mjs';

/**
 * What the audit adds to a call: three handlers side by side, one without it, one with a chain of blocks, one of records. Each in turn is
 * called 1,000 times, as many as there are to a checkpoint, so that a share of everything is in each sample; then what was logged leaves.
 */
const CALLS = 1000;
const WARM_UP_ROUNDS = 20;
/** In which the checkpoint is made, in a turn of its own. */
const A_WHILE_MS = 3;

const open = (name, audit) => [
  name,
  createHandler(logferryOptions({ url: run.url, directory: run.directory, name, ...(audit && { security: { audit } }) })),
];
const handlers = Object.fromEntries([
  open('none'),
  ...['chunk', 'record'].map((chain) => open(chain, { chain, everyRecords: CALLS, file: join(run.directory, `audit-${chain}`) })),
]);
const names = Object.keys(handlers);
let seq = 0;

const sample = async (handler) => {
  const before = process.cpuUsage();
  const callNs = cpuNs(() => {
    for (const end = seq + CALLS; seq < end; seq += 1) handler.handle({ level: 'info', message: messageOf(seq), fields: fieldsOf(seq) });
  });
  await sleep(A_WHILE_MS);
  const { user, system } = process.cpuUsage(before);
  await handler.flush();
  await turn();
  return { call: callNs / CALLS, all: ((user + system) * 1000) / CALLS };
};

/** In another order each time. */
const round = async () => {
  names.push(names.shift());
  const costs = {};
  for (const name of names) costs[name] = await sample(handlers[name]);
  return costs;
};

for (let warm = 0; warm < WARM_UP_ROUNDS; warm += 1) await round();
const rounds = [];
while (rounds.length * CALLS < run.count) rounds.push(await round());

const added = (name, what) => median(rounds.map((each) => each[name][what] - each.none[what]));
await finish({
  noneNs: median(rounds.map(({ none }) => none.call)),
  chunkNs: added('chunk', 'call'),
  recordNs: added('record', 'call'),
  chunkAllNs: added('chunk', 'all'),
  recordAllNs: added('record', 'all'),
});
