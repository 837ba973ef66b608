import { closeSync, openSync, readdirSync, statSync, truncateSync, utimesSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshDirectory, letterOf, plantLetters, plantSpool } from './plant.js';
import { logferry, parsed } from './terminal.js';

const GROUPS = { '"a"': ['{"n":1}', '{"n":3}', '{"n":5}'], '{"t":"b"}': ['{"n":2}', '{"n":4}'] };
const KEYS = { k1: Buffer.alloc(32, 1).toString('base64'), k2: Buffer.alloc(32, 2).toString('base64') };

const segmentsOf = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.seg'))
    .map((path) => join(directory, path))
    .sort();

describe('cat of a spool', () => {
  test.each<[string, readonly string[], readonly number[]]>([
    ['what is not delivered, in the order in which it was written', [], [3, 4, 5]],
    ['with --all what is delivered too', ['--all'], [1, 2, 3, 4, 5]],
    ['with --group the records of that key, a text', ['--group', 'a'], [3, 5]],
    ['or of that key as JSON', ['--all', '--group', '{"t":"b"}'], [2, 4]],
    ['or nothing', ['--group', 'c'], []],
  ])('prints %s', async (_, options, numbers) => {
    const directory = freshDirectory();
    plantSpool(directory, { groups: GROUPS, done: 1, segmentBytes: 200 });
    expect(segmentsOf(directory).length).toBeGreaterThan(1);
    const printed = await logferry(['spool', 'cat', directory, ...options]);
    expect([printed.code, printed.err]).toEqual([0, '']);
    expect(parsed(printed)).toEqual(numbers.map((n) => ({ n })));
  });

  test('prints the lines to the byte, whatever they hold', async () => {
    const directory = freshDirectory();
    const lines = ['plain text, no JSON', '{"big":12345678901234567890, "spaced" : 1.0}', '"a text"', '', '{"ü":"\u2028"}'];
    plantSpool(directory, { groups: { null: lines } });
    expect((await logferry(['spool', 'cat', directory])).lines).toEqual(lines);
    const metas = (await logferry(['spool', 'cat', directory, '--meta'])).lines;
    expect(metas.map((meta) => (JSON.parse(meta) as { record: unknown }).record)).toEqual([
      lines[0],
      JSON.parse(lines[1]!),
      lines[2],
      lines[3],
      JSON.parse(lines[4]!),
    ]);
    expect(metas[1]).toContain(`"record":${lines[1]}}`);
  });

  test('prints the oldest log first, or one that is named', async () => {
    const directory = freshDirectory();
    const logs = [0, 1, 2].map((n) => plantSpool(directory, { groups: { null: [`{"n":${n}}`] } }));
    for (const [n, log] of logs.entries()) utimesSync(join(directory, log, '0000000000000000.seg'), n, n);
    expect(parsed(await logferry(['spool', 'cat', directory]))).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
    expect(parsed(await logferry(['spool', 'cat', directory, '--log', logs[1]!]))).toEqual([{ n: 1 }]);
  });
});

describe('cat of dead letters', () => {
  test('A40 prints with --meta why each was given up', async () => {
    const directory = freshDirectory();
    plantLetters(directory, [letterOf(1), { line: '{"n":2}', reason: 'unkeyed', error: 'key-function-threw' }]);
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const log = expect.stringMatching(/^[a-z2-7]{16}$/);
    expect(parsed(await logferry(['spool', 'cat', directory, '--meta']))).toEqual([
      { log, group: { tenant: 'acme' }, seq: 0, reason: 'refused', error: 'http-400', at, record: { n: 1 } },
      { log, group: null, seq: 1, reason: 'unkeyed', error: 'key-function-threw', at, record: { n: 2 } },
    ]);
    expect(parsed(await logferry(['spool', 'cat', directory]))).toEqual([{ n: 1 }, { n: 2 }]);
  });
});

describe('what cannot be read', () => {
  test('is skipped and told, and costs nothing else', async () => {
    const directory = freshDirectory();
    plantSpool(directory, { groups: { null: ['{"n":1}', '{"n":2}', '{"n":3}'] } });
    const [segment = ''] = segmentsOf(directory);
    const fd = openSync(segment, 'r+');
    writeSync(fd, Buffer.from('?'), 0, 1, statSync(segment).size - 2 * (32 + 8) + 35);
    closeSync(fd);
    const printed = await logferry(['spool', 'cat', directory]);
    expect([printed.code, parsed(printed)]).toEqual([1, [{ n: 1 }, { n: 3 }]]);
    expect(printed.err).toBe('logferry: 40 B in 1 file are damaged and were skipped\n');
  });

  test('at the end of a file, where a crash tore it off, is nothing to talk about', async () => {
    const directory = freshDirectory();
    plantSpool(directory, { groups: { null: ['{"n":1}', '{"n":2}'] } });
    const [segment = ''] = segmentsOf(directory);
    truncateSync(segment, statSync(segment).size - 3);
    expect(await logferry(['spool', 'cat', directory])).toMatchObject({ code: 0, err: '', out: '{"n":1}\n' });
  });

  test('because it is encrypted names the cure', async () => {
    const directory = freshDirectory();
    const encryption = (id = 'k2') => ({ id, key: Buffer.from(KEYS[id as keyof typeof KEYS], 'base64') });
    plantSpool(directory, { groups: GROUPS, encryption });
    plantLetters(directory, [letterOf(6)], encryption);
    const keyFile = join(freshDirectory(), 'keys.json');
    writeFileSync(keyFile, JSON.stringify(KEYS));
    expect(parsed(await logferry(['spool', 'cat', directory, '--key-file', keyFile]))).toEqual([1, 2, 3, 4, 5, 6].map((n) => ({ n })));

    const wrongFile = join(freshDirectory(), 'keys.json');
    writeFileSync(wrongFile, JSON.stringify({ k1: KEYS.k1, k2: KEYS.k1 }));
    for (const options of [[], ['--key-file', wrongFile]]) {
      for (const command of ['cat', 'ls']) {
        const { code, err } = await logferry(['spool', command, directory, ...options]);
        expect([code, err]).toEqual([1, 'logferry: 2 files: encrypted with a key that is not given; give it by --key-file\n']);
      }
    }
  });
});
