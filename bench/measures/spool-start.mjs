import { spreadOf } from '../harness/statistics.mjs';
import { pluck, show } from './samples.mjs';

/** A start under a small heap, with what an app left that was killed; with LOGFERRY_LONG a backlog of 1 GiB. */
const isLong = process.env.LOGFERRY_LONG !== undefined;
const BACKLOG_MIB = isLong ? 1024 : 64;
const HEAP_MB = 64;
/** Frame and line; what it really was stands beside the figures. */
const BYTES_PER_RECORD = 310;

const start = {
  program: 'backlog',
  candidate: 'logferry direct',
  count: Math.ceil((BACKLOG_MIB * 2 ** 20) / BYTES_PER_RECORD),
  options: { spool: { mode: 'journal', maxBytes: 4 * BACKLOG_MIB * 2 ** 20 } },
  flags: [`--max-old-space-size=${HEAP_MB}`],
  ...(isLong && { limitMs: 600_000 }),
};

const row = ({ id, title, target, field }) => ({
  id: `spool/start-${id}`,
  title: `${title}, backlog of ${BACKLOG_MIB} MiB, heap of ${HEAP_MB} MB`,
  target,
  runs: { ours: start },
  value: ({ ours }) => spreadOf(pluck(ours, field)),
  beside: ({ ours }) =>
    `${show(ours, 'backlogMiB')} MiB, ${show(ours, 'bytesPerRecord')} bytes a record; lost ${show(ours, 'lost')}, twice ${show(ours, 'twice')}; longest delay of the event loop ${show(ours, 'loopDelayMaxMs')} ms`,
});

export const spoolStartMeasures = [
  { id: 'ready', title: 'createHandler returned', target: { atMost: 200, unit: 'ms' }, field: 'readyMs' },
  { id: 'first', title: 'the first chunk is on the wire', target: { atMost: 1000, unit: 'ms' }, field: 'firstMs' },
  { id: 'memory', title: 'peak memory', target: { atMost: 256, unit: 'MB' }, field: 'rssPeakMB' },
  { id: 'drain', title: 'delivered from disk', target: { atLeast: 50_000, unit: 'records/s' }, field: 'drainedPerSecond' },
].map(row);
