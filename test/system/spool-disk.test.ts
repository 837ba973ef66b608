import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bytesIn } from '../kit/crash-heir.js';
import { type App, spawnApp } from '../kit/spawn-app.js';
import { until } from '../kit/until.js';
import { upTo } from './programs.js';
import { type Stage, setStage, temporaryDirectory } from './spool-stage.js';

const KIB = 1024;
const LINE_BYTES = 220;

/** Logs a thousand records of about 300 bytes at each SIGUSR2, and prints what it is told. */
const TALKER = `
  import { createHandler } from 'logferry';
  const options = JSON.parse(process.env.OPTIONS as string);
  const handler = createHandler({ ...options, onDiagnostic: ({ code }) => console.log('told', code) });
  const text = 'x'.repeat(${LINE_BYTES});
  let n = 0;
  process.on('SIGUSR2', () => {
    for (const end = n + 1000; n < end; n += 1) handler.handle({ message: text, fields: { n } });
    console.log('logged', n);
  });
  setInterval(() => {}, 1000);
  console.log('ready');`;

const startTalker = async ({ collector, directory }: Stage): Promise<App> => {
  const app = await spawnApp({ code: TALKER }, { env: { OPTIONS: JSON.stringify({ url: collector.url, spool: { directory } }) } });
  onTestFinished(() => app[Symbol.asyncDispose]());
  await app.line('ready');
  return app;
};

const logThousand = async (app: App, upToNow: number): Promise<void> => {
  app.signal('SIGUSR2');
  await app.line(`logged ${upToNow}`);
};

/** After its death: all that it had logged is on disk, and nothing of its trouble reached the app. */
const expectAllKept = async (app: App, stage: Stage, count: number): Promise<void> => {
  app.signal('SIGKILL');
  await app.exit();
  expect(app.stderr).toEqual([]);
  await stage.deliverRest();
  expect(stage.arrived()).toEqual(upTo(count));
};

const run = (command: string, ...args: readonly string[]): void => {
  execFileSync(command, args, { stdio: 'ignore' });
};

const isAllowed = (command: string, ...args: readonly string[]): boolean => {
  try {
    run(command, ...args);
    return true;
  } catch {
    return false;
  }
};

const mount = (directory: string, options: string): void =>
  run('mount', '-t', 'tmpfs', '-o', `mode=0700,${options}`, 'logferry-test', directory);
const probe = mkdtempSync(join(tmpdir(), 'logferry-probe-'));
const canMount = isAllowed('mount', '-t', 'tmpfs', '-o', 'size=1m', 'logferry-test', probe) && isAllowed('umount', probe);
const canFreeze = isAllowed('chattr', '+i', probe) && isAllowed('chattr', '-i', probe);
rmdirSync(probe);

/** A disk of one MiB. */
const smallDisk = (options = 'rw'): string => {
  const directory = temporaryDirectory();
  mount(directory, `size=1m,${options}`);
  onTestFinished(() => run('umount', '--lazy', directory));
  return directory;
};

describe.skipIf(!canMount)(`on a disk of its own${canMount ? '' : ' (skipped: this user may not mount one)'}`, () => {
  test('D1 a disk that fills up is told of and not felt, and what it did not take is on it within two seconds of there being room', async () => {
    const stage = await setStage(smallDisk());
    await stage.collector.pause();
    const ballast = join(stage.directory, 'ballast');
    writeFileSync(ballast, Buffer.alloc(600 * KIB));
    const app = await startTalker(stage);
    for (const count of [1000, 2000]) await logThousand(app, count);
    await app.line('told disk-away');
    rmSync(ballast);
    await app.line('told disk-back', { timeoutMs: 2500 });
    await expectAllKept(app, stage, 2000);
  });

  test('D7 on a disk that cannot be written the service lives in memory, and delivers', async () => {
    const stage = await setStage(smallDisk('ro'));
    const app = await startTalker(stage);
    await app.line('told disk-away');
    await logThousand(app, 1000);
    await stage.collector.waitFor(1000, { timeoutMs: 10_000 });
    expect([stage.arrived(), app.stderr]).toEqual([upTo(1000), []]);
  });
});

test.skipIf(!canFreeze)(
  `D7 a segment that cannot be written any more costs nothing${canFreeze ? '' : ' (skipped: this user may not freeze a file)'}`,
  async () => {
    const stage = await setStage();
    await stage.collector.pause();
    const app = await startTalker(stage);
    await logThousand(app, 1000);
    const segments = stage.segments().map((name) => join(stage.directory, name));
    const folder = join(stage.directory, stage.logs()[0] ?? '');
    run('chattr', '+i', ...segments, folder);
    onTestFinished(() => void isAllowed('chattr', '-i', ...segments, folder));
    await logThousand(app, 2000);
    await app.line('told disk-away');
    run('chattr', '-i', ...segments, folder);
    await app.line('told disk-back', { timeoutMs: 5000 });
    await expectAllKept(app, stage, 2000);
  },
);

test.each([
  ['its log', (stage: Stage) => stage.logs().map((log) => join(stage.directory, log))],
  ['the whole directory', (stage: Stage) => [stage.directory]],
])('when somebody deletes %s, what is in memory is written anew', async (_what, victims) => {
  const stage = await setStage();
  await stage.collector.pause();
  const app = await startTalker(stage);
  await logThousand(app, 1000);
  for (const path of victims(stage)) rmSync(path, { recursive: true, force: true });
  await logThousand(app, 2000);
  await until(() => bytesIn(stage.directory) > 2000 * LINE_BYTES, { timeoutMs: 15_000, everyMs: 50 });
  await expectAllKept(app, stage, 2000);
});

/** Starts itself again under a limit of 64 open files, of which Node has about 20. */
const STARVED = `
  import { spawnSync } from 'node:child_process';
  import { openSync, closeSync } from 'node:fs';
  import { createHandler } from 'logferry';
  if (process.argv[2] !== 'limited') {
    spawnSync('sh', ['-c', 'ulimit -n 64 && exec "$0" "$1" limited', process.execPath, process.argv[1]], { stdio: 'inherit' });
    process.exit();
  }
  const taken = [];
  try {
    for (;;) taken.push(openSync('/dev/null'));
  } catch {}
  const codes = [];
  const handler = createHandler({ ...JSON.parse(process.env.OPTIONS as string), onDiagnostic: ({ code }) => codes.push(code) });
  for (let n = 0; n < 1000; n += 1) handler.handle({ message: 'm', fields: { n } });
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (const fd of taken) closeSync(fd);
  const parent = process.ppid;
  while (!codes.includes('disk-back') && process.ppid === parent) await new Promise((resolve) => setTimeout(resolve, 10));
  process.kill(process.pid, 'SIGKILL');`;

test('P17 without a file descriptor to be had records wait in memory, and are written when there is one', async () => {
  const stage = await setStage();
  await stage.collector.pause();
  await using app = await spawnApp(
    { code: STARVED },
    { env: { OPTIONS: JSON.stringify({ url: stage.collector.url, spool: { directory: stage.directory } }) } },
  );
  await app.exit({ timeoutMs: 45_000 });
  expect(app.stderr).toEqual([]);
  await stage.deliverRest();
  expect(stage.arrived()).toEqual(upTo(1000));
});
