import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { freshDirectory, letterOf, plantLetters, plantSpool, thisProcess } from './plant.js';
import { logferry, parsed } from './terminal.js';

const open = async () => {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  return collector;
};

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
const numbersOf = ({ records }: { readonly records: readonly unknown[] }): readonly number[] =>
  records.map((record) => (record as { n: number }).n);

describe('replay', () => {
  test('A40 sends dead letters again, each group under its own headers and in order, and deletes nothing', async () => {
    const [collector, directory] = [await open(), freshDirectory()];
    plantLetters(
      directory,
      upTo(10).map((n) => letterOf(n, n % 2 === 0 ? 'acme' : 'globex')),
    );
    const { code, out, err } = await logferry([
      ...['spool', 'replay', directory, '--url', collector.url, '--gzip'],
      ...['--header', 'X-Tenant: {key.tenant}', '--header', 'Authorization: Bearer abc'],
    ]);
    expect([code, out, err]).toEqual([0, 'delivered 10 records\n', '']);
    const byTenant = collector.recordsBy('x-tenant');
    expect([byTenant.get('acme'), byTenant.get('globex')]).toEqual(
      [0, 1].map((odd) =>
        upTo(10)
          .filter((n) => n % 2 === odd)
          .map((n) => ({ n })),
      ),
    );
    expect(collector.requests.map(({ headers, encoding }) => [headers['authorization'], encoding])).toEqual([
      ['Bearer abc', 'gzip'],
      ['Bearer abc', 'gzip'],
    ]);
    expect(parsed(await logferry(['spool', 'cat', directory]))).toHaveLength(10);
  });

  test('sends what a dead process left in its spool, and with --purge deletes it', async () => {
    const [collector, directory] = [await open(), freshDirectory()];
    plantSpool(directory, { groups: { '"a"': ['{"n":0}', '{"n":1}', '{"n":2}'] }, done: 1, segmentBytes: 150 });
    const { code, out } = await logferry(['spool', 'replay', directory, '--url', collector.url, '--purge']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^delivered 2 records; deleted [23] files\n$/)]);
    expect(numbersOf(collector)).toEqual([1, 2]);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('leaves alone what a living process sends itself', async () => {
    const [collector, directory] = [await open(), freshDirectory()];
    plantSpool(directory, { groups: { null: ['{}'] }, owner: thisProcess });
    const { code, out, err } = await logferry(['spool', 'replay', directory, '--url', collector.url, '--purge']);
    expect([code, out]).toEqual([1, 'delivered 0 records; deleted 0 files\n']);
    expect(err).toContain('is left alone: a process that runs is sending it');
    expect(collector.requests).toEqual([]);
  });

  test('--purge deletes what was delivered; what is refused again stays, with the new reason', async () => {
    const [collector, directory] = [await open(), freshDirectory()];
    const service = plantLetters(
      directory,
      upTo(20).map((n) => letterOf(n)),
    );
    collector.fail({ refuseRecord: (record) => (record as { n: number }).n === 7, status: 422, times: Number.POSITIVE_INFINITY });
    const { code, out } = await logferry(['spool', 'replay', directory, '--url', collector.url, '--purge']);
    expect([code, out]).toEqual([1, 'delivered 19 records; refused again: 1 (http-422: 1); deleted 1 file\n']);
    expect(parsed(await logferry(['spool', 'cat', directory, '--meta']))).toEqual([
      expect.objectContaining({ group: { tenant: 'acme' }, reason: 'refused', error: 'http-422', record: { n: 7 } }),
    ]);
    expect(service.put(letterOf(99))).toBe(true);

    collector.heal();
    await logferry(['spool', 'replay', directory, '--url', collector.url, '--purge']);
    expect(new Set(numbersOf(collector))).toEqual(new Set([...upTo(20), 99]));
    service.stop();
    await logferry(['spool', 'purge', directory, '--yes']);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('of a spool of which something is refused again deletes nothing', async () => {
    const [collector, directory] = [await open(), freshDirectory()];
    plantSpool(directory, { groups: { null: upTo(10).map((n) => `{"n":${n}}`) } });
    collector.fail({ refuseRecord: (record) => (record as { n: number }).n === 7, status: 400, times: Number.POSITIVE_INFINITY });
    const { code, out, err } = await logferry(['spool', 'replay', directory, '--url', collector.url, '--purge']);
    expect([code, out]).toEqual([1, 'delivered 9 records; refused again: 1 (http-400: 1); deleted 0 files\n']);
    expect(err).toContain('is not deleted: some of its records were refused');
    expect(parsed(await logferry(['spool', 'cat', directory]))).toHaveLength(10);
  });

  test.each([
    ['refuses everything', { status: 401 }, 'http-401'],
    ['is not there', undefined, 'econnrefused'],
  ] as const)('gives up when the collector %s, deletes nothing and says what to do', async (_, plan, reason) => {
    const [collector, directory] = [await open(), freshDirectory()];
    plantLetters(
      directory,
      upTo(3).map((n) => letterOf(n)),
    );
    if (plan === undefined) await collector.close();
    else collector.fail({ ...plan, times: Number.POSITIVE_INFINITY });
    const { code, out, err } = await logferry(['spool', 'replay', directory, '--url', collector.url, '--purge', '--wait', '1s']);
    expect([code, out]).toEqual([1, 'delivered 0 records; deleted 0 files\n']);
    expect(err).toContain(`logferry: the collector takes nothing (${reason}), so the rest was not sent`);
    expect(parsed(await logferry(['spool', 'cat', directory]))).toHaveLength(3);
  });

  test('sends more than fits into memory at a time, all of it, once and in order', async () => {
    const [collector, directory] = [await open(), freshDirectory()];
    const text = 'x'.repeat(2000);
    plantSpool(directory, { groups: { '"a"': upTo(3000).map((n) => JSON.stringify({ n, text })) }, segmentBytes: 1 << 20 });
    expect((await logferry(['spool', 'replay', directory, '--url', collector.url])).out).toBe('delivered 3,000 records\n');
    expect(numbersOf(collector)).toEqual(upTo(3000));
  });

  test('does not delete what it could not read', async () => {
    const [collector, directory] = [await open(), freshDirectory()];
    plantLetters(directory, [letterOf(1)], () => ({ id: 'k', key: Buffer.alloc(32) }));
    const { code, err } = await logferry(['spool', 'replay', directory, '--url', collector.url, '--purge']);
    expect([code, collector.requests]).toEqual([1, []]);
    expect(err).toContain('encrypted with a key that is not given');
    expect(readdirSync(directory, { recursive: true })).toContainEqual(expect.stringContaining('.seg'));
  });

  test('puts back what is refused again encrypted as it was', async () => {
    const [collector, directory] = [await open(), freshDirectory()];
    const keyFile = join(freshDirectory(), 'keys.json');
    writeFileSync(keyFile, JSON.stringify({ k: Buffer.alloc(32).toString('base64') }));
    plantLetters(
      directory,
      upTo(5).map((n) => letterOf(n)),
      () => ({ id: 'k', key: Buffer.alloc(32) }),
    ).stop();
    collector.fail({ refuseRecord: (record) => (record as { n: number }).n === 3, status: 400, times: Number.POSITIVE_INFINITY });
    await logferry(['spool', 'replay', directory, '--url', collector.url, '--purge', '--key-file', keyFile]);
    expect(parsed(await logferry(['spool', 'cat', directory, '--key-file', keyFile]))).toEqual([{ n: 3 }]);
    expect((await logferry(['spool', 'cat', directory])).err).toContain('encrypted');
  });

  test('with --purge is refused at once where others may write: what is refused again could not go back there', async () => {
    const [collector, directory] = [await open(), freshDirectory()];
    plantLetters(directory, [letterOf(1)]);
    chmodSync(directory, 0o777);
    const { code, err } = await logferry(['spool', 'replay', directory, '--url', collector.url, '--purge']);
    expect([code, err, collector.requests]).toEqual([2, expect.stringContaining('other users may write in it'), []]);
  });
});

describe('replay -', () => {
  test('sends what comes in by stdin, the last line without its newline too', async () => {
    const collector = await open();
    const stdin = '{"n":1}\n\n{"n":2}\r\n{"n":3}';
    expect(await logferry(['spool', 'replay', '-', '--url', collector.url], { stdin })).toMatchObject({
      code: 0,
      out: 'delivered 3 records\n',
    });
    expect(numbersOf(collector)).toEqual([1, 2, 3]);
  });

  test('takes a record for what it is, although it has fields called group and record', async () => {
    const collector = await open();
    const record = { message: 'm', log: 'l', group: 'g', record: { n: 1 } };
    await logferry(['spool', 'replay', '-', '--url', collector.url], { stdin: `${JSON.stringify(record)}\n` });
    expect(collector.records).toEqual([record]);
  });

  test('groups by --key', async () => {
    const collector = await open();
    const stdin = '{"tenant":"acme","n":1}\n{"tenant":"globex","n":2}\n';
    await logferry(['spool', 'replay', '-', '--url', collector.url, '--key', '{fields.tenant}', '--header', 'X-Tenant: {key}'], { stdin });
    expect([...collector.recordsBy('x-tenant').keys()].sort()).toEqual(['acme', 'globex']);
  });

  test('of what `cat --meta` printed keeps each group, whatever a filter did in between', async () => {
    const [collector, directory] = [await open(), freshDirectory()];
    plantLetters(directory, [letterOf(1), letterOf(2, 'globex'), { line: 'plain text', group: '{"tenant":"acme"}' }]);
    const metas = parsed(await logferry(['spool', 'cat', directory, '--meta'])) as readonly {
      readonly group: { readonly tenant: string };
    }[];
    const stdin = metas
      .filter(({ group }) => group.tenant === 'acme')
      .map((meta) => `${JSON.stringify(meta)}\n`)
      .join('');
    const options = ['--format', 'lines', '--header', 'X-Tenant: {key.tenant}'];
    expect((await logferry(['spool', 'replay', '-', '--url', collector.url, ...options], { stdin })).out).toBe('delivered 2 records\n');
    expect([...collector.recordsBy('x-tenant')]).toEqual([['acme', [{ n: 1 }, 'plain text']]]);
  });
});
