import { emit } from './emit.mjs';
import { ask, fieldsOf, finish, openWarm, run } from './measured.mjs';
import { startMeters } from './meters.mjs';

/** A burst of records: how fast they arrive, how many do, and what it costs the process. */
const { log, drain, facts } = await openWarm();
const readMeters = startMeters();
const startMs = performance.timeOrigin + performance.now();
await emit(log, fieldsOf, [0, run.count]);
const emittedMs = performance.timeOrigin + performance.now();
await drain?.();
await ask('quiet');
const meters = readMeters();
const { unique, records, requests, wireBytes, lastAtMs } = await ask('report');

await finish({
  ...meters,
  cpuSecondsPerMillion: (meters.cpuSeconds / run.count) * 1e6,
  ...facts?.(),
  loggedPerSecond: (run.count / (emittedMs - startMs)) * 1000,
  deliveredPerSecond: (unique / (lastAtMs - startMs)) * 1000,
  lost: run.count - unique,
  twice: records - unique,
  requests,
  wireMB: wireBytes / 1e6,
});
