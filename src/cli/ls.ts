import type { Liveness } from '../buffer/spool/liveness.js';
import { type Command, readArguments } from './command.js';
import { bytesOf, type StoredLog } from './find-logs.js';
import { print } from './io.js';
import { createJudge } from './judge.js';
import { type Peek, peek } from './peek.js';
import { openStore, STORE_OPTIONS, type Store } from './store.js';
import { tableOf } from './table.js';
import { amount, showAge, showBytes } from './units.js';

const HELP = `logferry spool ls DIRECTORY [options]

Lists the logs that lie in a directory, the oldest first. A log belongs to the
process that made it; \`adopted\`: another one sends it in its place.

  --count           count records too, which reads every file
  --json            one object of JSON for each log, on a line of its own
  --log ID          this log only
  --key-file FILE   keys of what is encrypted: {"ID": "32 bytes in base64"}
`;

const OPTIONS = { ...STORE_OPTIONS, count: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

export const ls: Command = {
  help: HELP,
  run: async (args, io) => {
    const { directory, values } = readArguments(args, OPTIONS);
    const store = await openStore(directory, values);
    const stateOf = createJudge();
    const rows: Row[] = [];
    for (const log of store.logs) rows.push({ ...(await rowOf(store, log, values.count)), state: await stateOf(log) });
    await print(io, values.json ? rows.map((row) => `${JSON.stringify(jsonOf(row))}\n`) : [listing(rows, io.now())]);
    return store.flaws.tell(io) ? 1 : 0;
  },
};

type Row = Peek & { readonly log: StoredLog; readonly state: Liveness; readonly isAdopted: boolean; readonly records: number | undefined };

const rowOf = async (store: Store, log: StoredLog, isCounted: boolean): Promise<Omit<Row, 'state'>> => ({
  log,
  isAdopted: log.home !== log.path,
  ...(await peek(store, log)),
  records: isCounted ? await countOf(store, log) : undefined,
});

const countOf = async (store: Store, log: StoredLog): Promise<number> => {
  let count = 0;
  for await (const batch of store.recordsOf(log)) count += batch.length;
  return count;
};

const jsonOf = ({ log, state, isAdopted, kind, oldest, records }: Row): object => ({
  log: log.id,
  kind,
  state,
  adopted: isAdopted,
  host: log.owner?.hostname,
  pid: log.owner?.pid,
  segments: log.segments.length,
  bytes: bytesOf(log),
  oldest: oldest === undefined ? undefined : new Date(oldest).toISOString(),
  records,
  path: log.path,
});

const listing = (rows: readonly Row[], now: number): string => {
  if (rows.length === 0) return 'nothing lies here\n';
  const isCounted = rows.some(({ records }) => records !== undefined);
  const columns = isCounted ? COLUMNS : COLUMNS.filter(([heading]) => heading !== 'RECORDS');
  const table = [columns.map(([heading]) => heading), ...rows.map((row) => columns.map(([, show]) => show(row, now)))];
  return `${tableOf(
    table,
    columns.flatMap(([, , isNumber], index) => (isNumber ? [index] : [])),
  )}\n${sumOf(rows)}\n`;
};

type Column = readonly [heading: string, show: (row: Row, now: number) => string, isNumber?: true];

const COLUMNS: readonly Column[] = [
  ['LOG', ({ log }) => log.id],
  ['HOLDS', ({ kind }) => kind],
  ['OWNER', ({ state, isAdopted }) => (isAdopted ? `${state}, adopted` : state)],
  ['PID', ({ log }) => `${log.owner?.pid ?? '-'}`, true],
  ['FILES', ({ log }) => `${log.segments.length}`, true],
  ['SIZE', ({ log }) => showBytes(bytesOf(log)), true],
  ['RECORDS', ({ records }) => `${records ?? '-'}`, true],
  ['AGE', ({ oldest }, now) => (oldest === undefined ? '-' : showAge(now - oldest)), true],
  ['HOST', ({ log }) => log.owner?.hostname ?? '-'],
];

const sumOf = (rows: readonly Row[]): string => {
  const records = rows.some((row) => row.records !== undefined)
    ? [
        amount(
          sum(rows, (row) => row.records ?? 0),
          'record',
        ),
      ]
    : [];
  const files = amount(
    sum(rows, ({ log }) => log.segments.length),
    'file',
  );
  return [amount(rows.length, 'log'), ...records, files, showBytes(sum(rows, ({ log }) => bytesOf(log)))].join(', ');
};

const sum = (rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((total, row) => total + of(row), 0);
