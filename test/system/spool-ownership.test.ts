import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backgroundFiles } from '../../src/buffer/spool/background-files.js';
import { knock } from '../../src/buffer/spool/live-socket.js';
import { isAlive } from '../../src/buffer/spool/liveness.js';
import { adoptOrphans } from '../../src/buffer/spool/orphans.js';
import type { Self } from '../../src/buffer/spool/owner.js';
import { systemClock } from '../../src/core/clock.js';
import { deadOwner, plantLog, SEGMENT, self, tempDirectory } from '../buffer/spool/logs.js';
import { type App, spawnApp } from '../kit/spawn-app.js';
import { until } from '../kit/until.js';

/** What every program here begins with: `open()` makes a log that keeps something, `look()` is one round of adoption into it. */
const PROLOGUE = `
  import { systemFiles } from './src/buffer/spool/files.js';
  import { backgroundFiles } from './src/buffer/spool/background-files.js';
  import { createLogDirectory } from './src/buffer/spool/log-directory.js';
  import { isAlive } from './src/buffer/spool/liveness.js';
  import { adoptOrphans } from './src/buffer/spool/orphans.js';
  import { readSelf } from './src/buffer/spool/owner.js';
  import { systemClock } from './src/core/clock.js';
  import { writeFileSync } from 'node:fs';
  import { basename, join } from 'node:path';

  const root = process.env.ROOT as string;
  const self = readSelf(systemFiles);
  const tell = (error) => console.error(error);
  const open = () => {
    const made = createLogDirectory(root, { files: systemFiles, self, now: Date.now(), onTrouble: tell });
    writeFileSync(join(made.path, '${SEGMENT}'), 'records');
    return made;
  };
  const alive = (path) => isAlive(path, { files: backgroundFiles, clock: systemClock, self });
  const look = async (own) => {
    const round = await adoptOrphans({ root, own: own.path, files: backgroundFiles, clock: systemClock, alive, isStopped: () => false, onTrouble: tell });
    return { ...round, adopted: round.adopted.map((path) => basename(path)) };
  };
  const live = () => setInterval(() => {}, 1000);
`;

const start = async (root: string, code: string): Promise<App> => {
  const app = await spawnApp({ code: `${PROLOGUE}\n${code}` }, { env: { ROOT: root } });
  onTestFinished(() => app[Symbol.asyncDispose]());
  return app;
};

const logOf = async (app: App): Promise<string> => (await app.line(/^log /)).slice('log '.length);

/** A program that owns a log and lives. */
const startOwner = async (root: string, then = 'live();'): Promise<{ readonly app: App; readonly log: string }> => {
  const app = await start(root, `const own = open();\n${then}\nconsole.log('log ' + own.log);`);
  return { app, log: await logOf(app) };
};

/** Two ways to see the same processes: with pids that mean something here, and as from another container, by sockets alone. */
const VIEWS: readonly (readonly [name: string, view: Self])[] = [
  ['its pid', self],
  ['its socket', { ...self, pidNamespace: 'another' }],
];

/** One round of adoption by this very process. Answers the names of the logs that it took. */
const lookFrom = async (root: string, view: Self): Promise<readonly string[]> => {
  const own = plantLog(root, { owner: { ...deadOwner, ...self } });
  const { adopted } = await adoptOrphans({
    root,
    own,
    files: backgroundFiles,
    clock: systemClock,
    alive: (path) => isAlive(path, { files: backgroundFiles, clock: systemClock, self: view }),
    isStopped: () => false,
    onTrouble: (error) => expect.unreachable(String(error)),
  });
  renameSync(own, join(tempDirectory(), 'own'));
  return adopted.map((path) => basename(path));
};

const isStopped = async (pid: number): Promise<boolean> => (await backgroundFiles.readFile(`/proc/${pid}/stat`, 'utf8')).includes(') T ');

const longRoot = (): string => {
  const root = join(tempDirectory(), 'a-long-name-'.repeat(10), 'spool');
  mkdirSync(root, { recursive: true });
  return root;
};

describe.each(VIEWS)('known by %s', (_name, view) => {
  test.each([
    ['short', tempDirectory],
    ['longer than a socket address', longRoot],
  ])('P12 an owner that lives keeps its log, and one that was killed leaves it (path: %s)', async (_length, makeRoot) => {
    const root = makeRoot();
    const { app, log } = await startOwner(root);
    expect(await lookFrom(root, view)).toEqual([]);
    app.signal('SIGKILL');
    await app.exit();
    expect(await lookFrom(root, view)).toEqual([log]);
  });

  test('an owner that is stopped is not robbed, however often it is asked', async () => {
    const root = tempDirectory();
    const { app, log } = await startOwner(root);
    app.signal('SIGSTOP');
    await until(() => isStopped(app.pid));
    expect(await lookFrom(root, view)).toEqual([]);
    // More than wait in any queue: the kernel then says that it is full.
    for (let count = 0; count < 600; count += 1) expect(await knock(join(root, log), systemClock)).toBe('open');
    expect(await lookFrom(root, view)).toEqual([]);
    app.signal('SIGCONT');
    app.signal('SIGKILL');
    await app.exit();
    expect(await lookFrom(root, view)).toEqual([log]);
  });

  test('an owner with a blocked event loop is not robbed', async () => {
    const root = tempDirectory();
    const { app } = await startOwner(root, `setImmediate(() => { writeFileSync(1, 'blocked\\n'); for (;;); });`);
    await app.line('blocked');
    expect(await lookFrom(root, view)).toEqual([]);
  });

  test('a log is not taken while it is made', async () => {
    const root = tempDirectory();
    const { app } = await startOwner(
      root,
      `let left = 300;
       const make = () => {
         open();
         left -= 1;
         if (left > 0) setImmediate(make);
         else { console.log('all made'); live(); }
       };
       setImmediate(make);`,
    );
    let isMaking = true;
    const making = app.line('all made').then(() => {
      isMaking = false;
    });
    let rounds = 0;
    for (; isMaking; rounds += 1) expect(await lookFrom(root, view)).toEqual([]);
    await making;
    expect(rounds).toBeGreaterThan(0);
    expect(readdirSync(root)).toHaveLength(301);
  });

  test.each(['process.exit()', 'process.abort()', "throw new Error('on purpose')"])(
    'an owner that ends by %s leaves its log',
    async (end) => {
      const root = tempDirectory();
      const { app, log } = await startOwner(root, `setImmediate(() => { ${end} });`);
      await app.exit();
      expect(await lookFrom(root, view)).toEqual([log]);
    },
  );

  test('P15 one that drains while its successor starts is not robbed, and leaves what is left when it lets go', async () => {
    const root = tempDirectory();
    const { app, log } = await startOwner(
      root,
      `live();
       process.on('SIGTERM', () => console.log('draining'));
       process.on('SIGUSR2', async () => { await own.close(); console.log('closed'); });`,
    );
    app.signal('SIGTERM');
    await app.line('draining');
    expect(await lookFrom(root, view)).toEqual([]);
    app.signal('SIGUSR2');
    await app.line('closed');
    expect(await lookFrom(root, view)).toEqual([log]);
  });

  test("P12 a cluster's worker that was killed leaves its log, though the primary lives", async () => {
    const root = tempDirectory();
    const app = await start(
      root,
      `import cluster from 'node:cluster';
       if (cluster.isPrimary) {
         live();
         const worker = cluster.fork();
         worker.on('message', (log) => {
           worker.on('exit', () => console.log('log ' + log));
           worker.process.kill('SIGKILL');
         });
       } else {
         process.send(open().log);
         live();
       }`,
    );
    const log = await logOf(app);
    expect(await lookFrom(root, view)).toEqual([log]);
  });
});

test.each([
  ['is terminated', 'await worker.terminate();'],
  ['ends by itself', "worker.postMessage('end'); await once(worker, 'exit');"],
  ['throws', "worker.postMessage('throw'); await once(worker, 'error'); await once(worker, 'exit');"],
])('the log of a worker thread that %s goes to its own process, not before', async (_how, end) => {
  const root = tempDirectory();
  const app = await start(
    root,
    `import { once } from 'node:events';
     import { isMainThread, parentPort, Worker } from 'node:worker_threads';
     if (isMainThread) {
       const own = open();
       const worker = new Worker(new URL(import.meta.url));
       const [log] = await once(worker, 'message');
       const before = (await look(own)).adopted;
       ${end}
       console.log(JSON.stringify([before, (await look(own)).adopted, [log]]));
       await own.close();
     } else {
       parentPort.postMessage(open().log);
       parentPort.once('message', (word) => {
         if (word === 'throw') throw new Error('on purpose');
       });
     }`,
  );
  const [before, after, log] = JSON.parse(await app.line(/^\[/)) as readonly [unknown, unknown, unknown];
  expect([before, after]).toEqual([[], log]);
});

test('P13 two processes with one spool work side by side, and clean up after themselves', async () => {
  const root = tempDirectory();
  const code = `
    const own = createLogDirectory(root, { files: systemFiles, self, now: Date.now(), onTrouble: tell });
    live();
    process.on('SIGUSR2', async () => console.log('round ' + JSON.stringify((await look(own)).adopted)));
    process.on('SIGTERM', () => own.close().then(() => process.exit()));
    console.log('log ' + own.log);`;
  const apps = [await start(root, code), await start(root, code)];
  const logs = await Promise.all(apps.map(logOf));
  for (const app of apps) app.signal('SIGUSR2');
  expect(await Promise.all(apps.map((app) => app.line(/^round/)))).toEqual(['round []', 'round []']);
  expect(readdirSync(root).sort()).toEqual([...logs].sort());
  for (const app of apps) app.signal('SIGTERM');
  expect(await Promise.all(apps.map((app) => app.exit()))).toEqual(apps.map(() => ({ code: 0, signal: null })));
  expect(readdirSync(root)).toEqual([]);
});

describe('P12 eight processes and 300 orphans', () => {
  const CODE = `
    const own = open();
    process.on('SIGUSR2', async () => {
      const names = [];
      for (let round = await look(own); ; round = await look(own)) {
        names.push(...round.adopted);
        if (!round.hasMore && round.adopted.length === 0) break;
      }
      console.log('took ' + JSON.stringify(names));
    });
    live();
    console.log('log ' + own.log);`;

  test('each orphan is adopted once, and what an adopter leaves is adopted again', async () => {
    const root = tempDirectory();
    const orphans = Array.from({ length: 300 }, () => basename(plantLog(root)));
    const apps: App[] = [];
    for (let count = 0; count < 8; count += 1) apps.push(await start(root, CODE));
    const owners = await Promise.all(apps.map(logOf));
    for (const app of apps) app.signal('SIGUSR2');
    const took = await Promise.all(
      apps.map(async (app) => JSON.parse((await app.line(/^took/)).slice('took '.length)) as readonly string[]),
    );
    expect(took.flat().sort()).toEqual([...orphans].sort());
    expect(readdirSync(root).sort()).toEqual([...owners].sort());
    const shelves = owners.map((log) => (existsSync(join(root, log, 'adopted')) ? readdirSync(join(root, log, 'adopted')) : []));
    expect(shelves.map((names) => names.sort())).toEqual(took.map((names) => [...names].sort()));
    expect(apps.flatMap(({ stderr }) => stderr)).toEqual([]);

    for (const app of apps) app.signal('SIGKILL');
    await Promise.all(apps.map((app) => app.exit()));
    expect((await lookFrom(root, self)).toSorted()).toEqual([...orphans, ...owners].sort());
    expect(readdirSync(root)).toEqual([]);
  });
});
