import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { runHeir } from '../kit/crash-heir.js';
import { type DoorName, inProcess, inWorker, startProgram, upTo } from './programs.js';
import { later } from './spool-stage.js';

/** How a program ends that has just logged a thousand records. */
type Ending = { readonly code: string; readonly hooks?: true; readonly isAway?: true; readonly nodeArgs?: readonly string[] };

const WORKER_IS_BORN = 'while (worker === undefined) await new Promise((resolve) => setTimeout(resolve, 1));';
const SHUTS_DOWN = 'await shutdown({ timeoutMs }); process.exit(0);';
const GETS_SIGTERM = `setInterval(() => {}, 1000); process.kill(process.pid, 'SIGTERM');`;

/** By the first cell of a row of docs/what-can-be-lost.md. */
const ENDINGS: Readonly<Record<string, Ending>> = {
  'the program ends by itself': { code: '' },
  '`await shutdown()`, then `process.exit()`': { code: SHUTS_DOWN },
  '`installShutdownHooks()`, then SIGTERM': { code: GETS_SIGTERM, hooks: true },
  '`process.exit()`': { code: 'process.exit(0);' },
  'uncaught exception': { code: `throw new Error('it broke');` },
  'SIGTERM, SIGINT without hooks': { code: GETS_SIGTERM },
  'the worker dies': { code: `${WORKER_IS_BORN} await worker.terminate(); setTimeout(() => process.exit(0), 100);` },
  SIGKILL: { code: `process.kill(process.pid, 'SIGKILL');` },
  'out of memory': { code: 'for (const hog = [];;) hog.push(new Array(100_000).fill({}));', nodeArgs: ['--max-old-space-size=48'] },
  'a crash of Node itself': { code: 'process.abort();' },
  'away: the program ends by itself': { code: '', isAway: true },
  'away: `await shutdown()`, then `process.exit()`': { code: SHUTS_DOWN, isAway: true },
  'away: `installShutdownHooks()`, then SIGTERM': { code: GETS_SIGTERM, hooks: true, isAway: true },
  'away: `process.exit()`': { code: 'process.exit(0);', isAway: true },
};

type Cell = { readonly row: string; readonly mode: string; readonly place: 'in process' | 'worker'; readonly word: string };

/** Cells of those of the page's tables that have a column for each mode, in process and in a worker. */
const cellsOf = (page: string): readonly Cell[] =>
  page.split(/^## /m).flatMap((section) => {
    const [head, , ...rows] = rowsOf(section);
    if (!head?.includes('journal, worker')) return [];
    const prefix = section.startsWith('The collector is away') ? 'away: ' : '';
    return rows.flatMap(([row = '', ...words]) =>
      words.map((word, index): Cell => {
        const [mode = '', worker] = (head[index + 1] ?? '').split(', ');
        return { row: prefix + row, mode, place: worker === undefined ? 'in process' : 'worker', word: word.replaceAll('*', '') };
      }),
    );
  });

const rowsOf = (section: string): readonly (readonly string[])[] =>
  section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const cells = cellsOf(readFileSync(join(import.meta.dirname, '../../docs/what-can-be-lost.md'), 'utf8')).filter(({ word }) => word !== '');

const doorsOf = ({ place }: Cell): readonly DoorName[] => (place === 'worker' ? inWorker : inProcess);

/** One program: it ends right after it has logged, or when its worker has read all. */
type Life = { readonly cell: Cell; readonly door: DoorName; readonly when: 'at once' | 'all read' };

const nameOf = ({ cell: { row, mode }, door, when }: Life): string => [row, mode, door, when].join(' / ');

const lives: readonly Life[] = cells.flatMap((cell) =>
  doorsOf(cell).flatMap((door): Life[] => [
    { cell, door, when: 'at once' },
    ...(cell.place === 'worker' ? [{ cell, door, when: 'all read' } as const] : []),
  ]),
);

const IMPORTS = `
  import { getHealthStatus, installShutdownHooks, shutdown } from 'logferry';
  let worker;
  process.on('worker', (made) => { worker = made; });`;

const ALL_READ = `
  for (let read = 0; read < 1000;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    read = (await getHealthStatus()).handlers[0]?.stats.received ?? 0;
  }`;

const live = async (life: Life, { collector, directory }: { readonly collector: Collector; readonly directory: string }): Promise<void> => {
  const { cell, door, when } = life;
  const { code = '', hooks, isAway, nodeArgs = [] } = ENDINGS[cell.row] ?? {};
  const spool = cell.mode === 'memory' ? {} : { spool: { directory, mode: cell.mode } };
  await using app = await startProgram(
    `const timeoutMs = ${isAway ? 500 : 8000};
     ${hooks ? 'installShutdownHooks({ timeoutMs });' : ''}
     for (let n = 0; n < 1000; n += 1) log(n, { life: ${JSON.stringify(nameOf(life))} });
     ${when === 'all read' ? ALL_READ : ''}
     ${code}`,
    {
      door,
      collector: isAway ? { url: 'http://127.0.0.1:9' } : collector,
      options: { ...later, ...spool, idempotencyKey: true, ...(isAway && { closeTimeoutMs: 300 }) },
      imports: IMPORTS,
      nodeArgs,
    },
  );
  await app.exit({ timeoutMs: 30_000 });
};

const SIDE_BY_SIDE = 4;
const arrived = new Map<string, number[]>();

beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'logferry-losses-'));
  await using collector = await startCollector();
  const queue = lives.values();
  const liveAll = async (): Promise<void> => {
    for (const life of queue) await live(life, { collector, directory });
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, liveAll));
  await runHeir({ url: collector.url, spool: { directory } });
  for (const { life, n } of recordsOf(collector.requests)) {
    const numbers = arrived.get(life) ?? [];
    numbers.push(n);
    arrived.set(life, numbers);
  }
  rmSync(directory, { recursive: true, force: true });
}, 600_000);

/** A request that says the name of one that was taken before is the same one: its sender died before it heard of that. */
const recordsOf = (requests: Collector['requests']): readonly { readonly life: string; readonly n: number }[] => {
  const byName = new Map<unknown, Collector['records']>();
  for (const { headers, accepted } of requests) if (accepted.length > 0) byName.set(headers['idempotency-key'] ?? Symbol(), accepted);
  return [...byName.values()].flat() as { readonly life: string; readonly n: number }[];
};

test('every row of the page has a scenario, and every scenario a row', () => {
  expect([...new Set(cells.map(({ row }) => row))].toSorted()).toEqual(Object.keys(ENDINGS).toSorted());
});

const numbersOf = (life: Life): readonly number[] => (arrived.get(nameOf(life)) ?? []).toSorted((one, other) => one - other);

test.for(cells)('P6 P7 P8 P11 $row, $mode, $place: $word is lost', (cell) => {
  const ours = lives.filter((life) => life.cell === cell);
  for (const life of ours) {
    const numbers = numbersOf(life);
    const expected =
      cell.word === 'what waits' ? [] : cell.word === 'nothing' || life.when === 'all read' ? upTo(1000) : upTo(numbers.length);
    expect(numbers, nameOf(life)).toEqual(expected);
  }
  expect(['nothing', 'what waits', 'what is unread']).toContain(cell.word);
});
