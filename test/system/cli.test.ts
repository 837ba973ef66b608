import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { freshDirectory, letterOf, plantLetters, plantSpool } from '../cli/plant.js';
import { spawnApp } from '../kit/spawn-app.js';
import { runProgram, upTo } from './programs.js';

/** The program as it is installed; run `npm run build` first. */
const PROGRAM = 'dist/cli/logferry.js';

const logferry = async (args: readonly string[]) => {
  const app = await spawnApp({ file: PROGRAM }, { args });
  const { code } = await app.exit();
  return { code, out: app.stdout, err: app.stderr };
};

const numbersIn = (lines: readonly string[]): readonly number[] => lines.map((line) => (JSON.parse(line) as { n: number }).n);

describe('the program', () => {
  test('A40 a person mends what a service met at night: ls, cat, replay, purge', async () => {
    const directory = `${freshDirectory()}/dead`;
    await using collector = await startCollector();
    collector.fail({ refuseRecord: (record) => (record as { n: number }).n % 10 === 3, status: 400, times: Number.POSITIVE_INFINITY });
    const body =
      'for (let n = 0; n < 50; n += 1) log(n, { tenant: n % 2 ? "acme" : "globex" }); await flush(); console.log(JSON.stringify(handler.stats()));';
    const options = { deadLetters: { directory }, aggregatorKey: '{fields.tenant}', requestHeaders: { 'X-Tenant': '{key}' } };
    const app = await runProgram(body, { door: 'Pino', collector, options });
    expect(JSON.parse(app.stdout[0]!)).toMatchObject({ received: 50, delivered: 45, deadLettered: 5, dropped: {} });

    const listed = await logferry(['spool', 'ls', directory, '--json', '--count']);
    expect(JSON.parse(listed.out[0]!)).toMatchObject({ kind: 'dead letters', state: 'dead', records: 5, pid: app.pid });
    expect(numbersIn((await logferry(['spool', 'cat', directory])).out)).toEqual([3, 13, 23, 33, 43]);
    const [meta] = (await logferry(['spool', 'cat', directory, '--meta'])).out;
    expect(JSON.parse(meta!)).toMatchObject({ group: 'acme', reason: 'refused', error: 'http-400', record: { n: 3 } });

    collector.heal();
    const sent = await logferry(['spool', 'replay', directory, '--url', collector.url, '--header', 'X-Tenant: {key}', '--purge']);
    expect(sent).toEqual({ code: 0, out: ['delivered 5 records; deleted 1 file'], err: [] });
    expect(collector.recordsBy('x-tenant').get('acme')).toHaveLength(25);
    expect(collector.duplicates((record) => (record as { n: number }).n)).toEqual([]);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('A40 what policy drops is kept too, where that is asked: a service that ends without its collector loses nothing', async () => {
    const directory = `${freshDirectory()}/dead`;
    await using collector = await startCollector();
    await collector.pause();
    const options = { deadLetters: { directory, keep: 'all' }, closeTimeoutMs: 100 };
    await runProgram('for (let n = 0; n < 100; n += 1) log(n, {}); await handler.close();', { door: 'Winston', collector, options });
    expect(numbersIn((await logferry(['spool', 'cat', directory])).out)).toEqual(upTo(100));
  });

  test('ends quietly when nobody reads on', async () => {
    const directory = freshDirectory();
    plantSpool(directory, { groups: { null: upTo(50_000).map((n) => JSON.stringify({ n, text: 'x'.repeat(100) })) } });
    const child = spawn(process.execPath, [PROGRAM, 'spool', 'cat', directory], { stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill());
    const stderr = text(child.stderr);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = await once(child, 'exit');
    expect([code, await stderr]).toEqual([0, '']);
  });

  test('reads what is piped in', async () => {
    await using collector = await startCollector();
    const directory = freshDirectory();
    plantLetters(
      directory,
      upTo(10).map((n) => letterOf(n, n % 2 ? 'acme' : 'globex')),
    ).stop();
    const command = `${process.execPath} ${PROGRAM}`;
    const pipeline = `${command} spool cat --meta ${directory} | grep acme | ${command} spool replay - --url ${collector.url}`;
    const child = spawn('sh', ['-c', pipeline], { stdio: ['ignore', 'pipe', 'inherit'] });
    expect(await text(child.stdout)).toBe('delivered 5 records\n');
    expect(numbersIn(collector.records.map((record) => JSON.stringify(record)))).toEqual([1, 3, 5, 7, 9]);
  });

  test('has no colours and no stack traces, and fails with a number', async () => {
    const { code, out, err } = await logferry(['spool', 'ls', '/does/not/exist']);
    expect([code, out, err]).toEqual([
      2,
      [],
      ['logferry: cannot read the directory /does/not/exist (ENOENT); see logferry spool ls --help'],
    ]);
    const own = JSON.parse(execFileSync('cat', ['package.json'], { encoding: 'utf8' })) as { version: string };
    expect((await logferry(['--version'])).out).toEqual([own.version]);
  });

  test('reads a spool far larger than the memory it takes', async () => {
    const directory = freshDirectory();
    const text = 'x'.repeat(64 * 1024);
    plantSpool(directory, { groups: { '"a"': upTo(4096).map((n) => JSON.stringify({ n, text })) }, segmentBytes: 16 << 20 });
    const app = await spawnApp({
      code: `
        import { createWriteStream } from 'node:fs';
        import { run } from './src/cli/run.ts';
        const io = { stdin: process.stdin, stdout: createWriteStream('/dev/null'), stderr: process.stderr, now: Date.now };
        const codes = [];
        for (const command of ['ls', 'cat']) codes.push(await run(['spool', command, ${JSON.stringify(directory)}], io));
        console.log(JSON.stringify({ codes, mebibytes: process.resourceUsage().maxRSS / 1024, written: io.stdout.bytesWritten }));`,
    });
    await app.exit();
    const { codes, mebibytes, written } = JSON.parse(app.stdout[0]!) as { codes: number[]; mebibytes: number; written: number };
    expect([codes, written > 256 << 20]).toEqual([[0, 0], true]);
    expect(mebibytes).toBeLessThan(160);
  });
});
