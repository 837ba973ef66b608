import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AuditOptions } from '../../src/audit/audit-options.js';
import { chunkOf, SECRET, stage } from '../audit/sealing.js';
import { freshDirectory } from './plant.js';
import { logferry } from './terminal.js';

const fileOf = (name: string, lines: readonly string[]): string => {
  const path = join(freshDirectory(), name);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return path;
};

const KEYS = JSON.stringify({ k1: SECRET.toString('base64') });

/** A service that ran and ended; its records, as the collector holds them, and files of checkpoints and keys. */
const aService = ({ count = 50, ...options }: AuditOptions & { readonly count?: number } = {}) => {
  const { log, audit, shipped, checkpoints } = stage({ keyId: 'k1', ...options });
  for (let n = 0; n < count; n += 1) log('a', { n, text: 'Grüße 日本' });
  audit.stop();
  return { shipped, checkpoints, trail: fileOf('audit.ndjson', checkpoints), keys: fileOf('keys.json', [KEYS]) };
};

describe('audit verify', () => {
  test('A52 says what was proven, of a file or of stdin', async () => {
    const { shipped, trail, keys } = aService();
    const report = 'proven: 50 records of 1 stream, by 2 checkpoints, signatures proven\n';
    for (const [records, stdin] of [
      [fileOf('records.ndjson', shipped), ''],
      ['-', `${shipped.join('\n')}\n`],
    ] as const) {
      const printed = await logferry(['audit', 'verify', records, '--checkpoints', trail, '--key-file', keys], { stdin });
      expect(printed).toMatchObject({ code: 0, out: report, err: '' });
    }
  });

  test('A52 names the first bad record, and a cut tail', async () => {
    const { shipped, trail, keys } = aService({ chain: 'record' });
    const tampered = shipped.with(17, shipped[17]!.replace('17', '18')).slice(0, -3);
    const { code, out, err } = await logferry(['audit', 'verify', fileOf('r', tampered), '--checkpoints', trail, '--key-file', keys]);
    expect([code, out]).toEqual([1, 'TAMPERED WITH; proven all the same: 46 records of 1 stream, by 2 checkpoints, signatures proven\n']);
    expect(err.split('\n').slice(0, -1)).toEqual([
      expect.stringMatching(/^logferry: record 17 of stream [\w-]+-0, in line 18, was edited$/),
      expect.stringMatching(/^logferry: the records 47 to 49 of stream [\w-]+-0 are missing, and with it the end$/),
    ]);
  });

  test('A52 tells ten things that are wrong, and with --json all', async () => {
    const { shipped, trail } = aService({ chain: 'record' });
    const records = fileOf(
      'r',
      shipped.map((line, n) => (n % 2 ? line : line.replace('Gr', 'gr'))),
    );
    const { err } = await logferry(['audit', 'verify', records, '--checkpoints', trail]);
    expect(err.split('\n').slice(0, -1)).toHaveLength(11);
    expect(err).toContain('logferry: and 15 things more; --json has them\n');
    const { code, out } = await logferry(['audit', 'verify', records, '--checkpoints', trail, '--json']);
    expect([code, (JSON.parse(out) as { findings: unknown[] }).findings.length]).toEqual([1, 25]);
  });

  test('A52 says whatever nobody can say, and why', async () => {
    const { log, audit, shipped, checkpoints } = stage({ key: undefined, everyRecords: 64 });
    for (let n = 0; n < 80; n += 1) log('a', { n });
    audit.givenUp(chunkOf(shipped.slice(0, 2)), 'evicted');
    audit.refused('level');
    audit.stop();
    const trail = fileOf('t', [...checkpoints.slice(0, 2), 'torn']);
    const { code, lines } = await logferry(['audit', 'verify', fileOf('r', [...shipped, shipped[5]!]), '--checkpoints', trail]);
    expect([code, ...lines]).toEqual([
      0,
      'proven: 64 records of 1 stream, by 2 checkpoints, not signed: whoever could write to their file could forge all of it',
      '  1 repetition of a record, to the byte',
      '  16 records that no checkpoint speaks of: sealed after the last one, or before the first',
      '  1 line of the checkpoints cannot be read, and nothing is missing for it unless told',
      expect.stringMatching(/^ {2}run [\w-]{12} did not end, or its end was cut off: proven until 2026-01-01T/),
    ]);
  });

  test('A52 takes several files of checkpoints, and says what a part of them leaves open', async () => {
    const { shipped, checkpoints, keys } = aService({ everyRecords: 16 });
    const [old, young] = [fileOf('t.1', checkpoints.slice(0, 2)), fileOf('t', checkpoints.slice(2))];
    const options = ['--key-file', keys, '--any-order'];
    const records = fileOf('r', shipped.toReversed());
    const both = await logferry(['audit', 'verify', records, '--checkpoints', old, '--checkpoints', young, ...options]);
    expect(both).toMatchObject({ code: 0, err: '', lines: [expect.stringContaining('proven: 50 records')] });
    const one = await logferry(['audit', 'verify', records, '--checkpoints', young, ...options]);
    expect(one.lines.at(-1)).toBe('  the checkpoints follow on older ones, which were not given');
  });

  test('A52 reads a trail that is larger than what is read at a time', async () => {
    const { shipped, trail, keys } = aService({ chain: 'record', count: 25_000 });
    const { out } = await logferry(['audit', 'verify', fileOf('r', shipped), '--checkpoints', trail, '--key-file', keys]);
    expect(out).toBe('proven: 25,000 records of 1 stream, by 27 checkpoints, signatures proven\n');
  });
});

describe('--key-file of audit verify', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;

  const verifyWith = (keys: string, shipped: readonly string[], trail: string) =>
    logferry(['audit', 'verify', fileOf('r', shipped), '--checkpoints', trail, '--key-file', fileOf('k', [keys])]);

  test.each([
    ['a public key as PEM', pem],
    ['the private one', privateKey.export({ type: 'pkcs8', format: 'pem' }) as string],
    ['keys by their names', JSON.stringify({ k0: SECRET.toString('base64'), k1: pem })],
  ])('A52 may be %s', async (_, text) => {
    const { shipped, trail } = aService({ key: privateKey });
    const { code, out } = await verifyWith(text, shipped, trail);
    expect([code, out]).toEqual([0, expect.stringContaining('signatures proven')]);
  });

  test.each([
    ['another key', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }) as string, 'wrong signature'],
    ['a key of another name', JSON.stringify({ k7: pem }), 'signed by a key that is not given: k1'],
  ])('A52 with %s proves nothing', async (_, text, message) => {
    const { shipped, trail } = aService({ key: privateKey });
    const { code, err } = await verifyWith(text, shipped, trail);
    expect([code, err]).toEqual([1, expect.stringContaining(message)]);
  });

  test.each([
    ['no JSON', 's3cret'],
    ['a short secret', '{"k1":"czNjcmV0"}'],
    ['no text', '{"k1":12}'],
    ['a broken PEM', '-----BEGIN PUBLIC ' + 'KEY-----\ns3cret'],
    ['null', 'null'],
  ])('A52 that holds %s is refused without a word of it', async (_, text) => {
    const { code, err } = await logferry(['audit', 'verify', '-', '--checkpoints', 'x', '--key-file', fileOf('k', [text])]);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/must hold an Ed25519 key as PEM, or JSON: .*; see logferry audit verify --help\n$/),
    ]);
    expect(err).not.toMatch(/s3cret|czNj/);
  });
});

describe('what is not understood ends with 2, and says what would be right', () => {
  const trail = ['--checkpoints', 'package.json'];
  test.each<[readonly string[], string]>([
    [['audit', 'ls'], 'there is no command "audit ls"'],
    [['audit', 'verify'], 'which records? Give a file of NDJSON, or - for stdin; see logferry audit verify --help'],
    [['audit', 'verify', '-'], 'proven by what? Give the file of the option `security.audit.file` by --checkpoints'],
    [['audit', 'verify', 'a', 'b'], 'one file of records at a time; "b" is one too many'],
    [['audit', 'verify', '-', '--checkpoint', 'x'], "Unknown option '--checkpoint'"],
    [['audit', 'verify', '-', '--checkpoints', '/does/not/exist'], '--checkpoints: cannot read /does/not/exist (ENOENT)'],
    [['audit', 'verify', '-', ...trail, '--key-file', '/does/not/exist'], '--key-file: cannot read /does/not/exist (ENOENT)'],
    [['audit', 'verify', '/does/not/exist', ...trail], 'cannot read the records (ENOENT)'],
    [['audit', 'verify', '.', ...trail], 'cannot read the records (EISDIR)'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await logferry(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  test('help names the options and is no wider than a terminal', async () => {
    const { code, lines, out } = await logferry(['audit', 'verify', '--help']);
    expect(code).toBe(0);
    for (const option of ['--checkpoints', '--key-file', '--any-order', '--json']) expect(out).toContain(option);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
