import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { withoutMark } from '../../src/audit/mark.js';
import type { TrailDisk } from '../../src/audit/trail-file.js';
import { verifyAuditTrail } from '../../src/audit/verify/verify-audit-trail.js';
import { freshFile, groupOf, linesOf, SECRET, stage } from './sealing.js';

const contentOf = (line: string): unknown => JSON.parse(line);
const numbersOf = (checkpoints: readonly string[]): readonly number[] =>
  checkpoints.map((line) => (JSON.parse(line) as { number: number }).number);

test.each<[string, unknown]>([
  ['{"a":1}', { a: 1 }],
  ['{"a":{"b":{}}}', { a: { b: {} } }],
  ['{"a":1 }', { a: 1 }],
  [' {"a":1} ', { a: 1 }],
  ['{"a":"\u2028"}', { a: '\u2028' }],
  ['{}', { message: '' }],
  ['{ }', { message: '' }],
  ['plain "text"', { message: 'plain "text"' }],
  ['[1,2]', { message: '[1,2]' }],
  ['', { message: '' }],
])('A52 a line %j gets its place as its last member', (line, content) => {
  const { audit } = stage();
  const sealed = audit.seal(groupOf('a'), `${line}\n`);
  expect(sealed).toMatch(/,"logferryAudit":\{"stream":"[\w-]{14}","seq":0\}\}\n$/);
  expect(sealed).not.toContain('\u2028');
  expect(contentOf(sealed)).toEqual({ ...(content as object), logferryAudit: expect.anything() });
});

test.each([
  ['{"a":1}\n', '{"a":1}\n'],
  ['{"a":{"logferryAudit":{"stream":"x-0","seq":1}}}', '{"a":{"logferryAudit":{"stream":"x-0","seq":1}}}'],
  ['{"a":1,"logferryAudit":{"stream":"x-0","seq":1},"b":2}', '{"a":1,"logferryAudit":{"stream":"x-0","seq":1},"b":2}'],
  ['{"a":1,"logferryAudit":{"stream":"x-0","seq":1}}', '{"a":1}\n'],
  ['{"a":1,"logferryAudit":{"stream":"x-0","seq":1}}\n', '{"a":1}\n'],
])('A52 %j is %j without its place', (line, expected) => {
  expect(withoutMark(line)).toBe(expected);
});

test('A52 groups are numbered for themselves, and runs named for themselves', () => {
  const [one, two] = [stage(), stage()];
  for (const { log } of [one, two]) for (const group of ['a', 'b', 'a']) log(group, {});
  const places = [one, two].map(({ shipped }) => shipped.map((line) => (JSON.parse(line) as { logferryAudit: object }).logferryAudit));
  expect(places[0]).toMatchObject([{ seq: 0 }, { seq: 0 }, { seq: 1 }]);
  expect(new Set(places.flat().map((place) => (place as { stream: string }).stream)).size).toBe(4);
});

test('A52 a checkpoint comes with the first record, after so many records, after so long, and with the end', async () => {
  const { log, clock, checkpoints, audit } = stage({ everyRecords: 10, everyMs: 1000 });
  expect(checkpoints).toEqual([]);
  for (let n = 0; n < 25; n += 1) log('a', { n });
  expect(numbersOf(checkpoints)).toEqual([0, 1, 2]);
  await clock.advance(999);
  expect(checkpoints).toHaveLength(3);
  await clock.advance(1);
  expect(checkpoints).toHaveLength(4);
  await clock.advance(60_000);
  expect(checkpoints).toHaveLength(4);
  audit.refused('full');
  audit.stop();
  audit.stop();
  expect(contentOf(checkpoints.at(-1)!)).toMatchObject({ number: 4, refused: { full: 1 }, end: true });
  expect(checkpoints).toHaveLength(5);
  expect(clock.pendingTimers()).toBe(0);
  audit.refused('closed');
  expect(clock.pendingTimers()).toBe(0);
});

test('A52 whoever logs waits for no checkpoint, unless the turn does not end', () => {
  const { audit, checkpoints } = stage({ everyRecords: 10 });
  const seal = (count: number): void => {
    for (let n = 0; n < count; n += 1) audit.seal(groupOf('a'), '{"a":1}\n');
  };
  seal(20);
  expect(numbersOf(checkpoints)).toEqual([0]);
  seal(1);
  expect(numbersOf(checkpoints)).toEqual([0, 1]);
});

test('A52 a checkpoint that is due comes in the next turn, before those who log again', () => {
  const { log, checkpoints } = stage({ everyRecords: 10 });
  for (let n = 0; n < 10; n += 1) log('a', { n });
  expect(numbersOf(checkpoints)).toEqual([0, 1]);
});

test('A52 records that are refused bring no checkpoint nearer', () => {
  const { log, audit, checkpoints } = stage({ everyRecords: 10 });
  for (let n = 0; n < 100; n += 1) audit.refused('level', `${log('a', { n })}\n`);
  expect(numbersOf(checkpoints)).toEqual([0]);
});

test('A52 a run without records leaves no trace', () => {
  const file = freshFile();
  const { audit, checkpoints } = stage({ file });
  audit.stop();
  expect([checkpoints, existsSync(file)]).toEqual([[], false]);
});

test('A52 a timer of the audit never keeps a process alive', () => {
  const { log, clock } = stage();
  log('a', {});
  expect([clock.pendingTimers(), clock.holdingTimers()]).toEqual([1, 0]);
});

test('A52 the file holds what was handed on, and only its owner reads it', () => {
  const file = freshFile();
  const { log, audit, checkpoints } = stage({ file });
  log('a', {});
  audit.stop();
  expect(linesOf(file)).toEqual(checkpoints);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('A52 a file that was moved away is begun anew', () => {
  const file = freshFile();
  const { log, audit, checkpoints } = stage({ file });
  log('a', {});
  renameSync(file, `${file}.1`);
  audit.stop();
  expect([...linesOf(`${file}.1`), ...linesOf(file)]).toEqual(checkpoints);
});

test('A52 a symbolic link is not followed', () => {
  const [file, target] = [freshFile(), freshFile()];
  writeFileSync(target, 'keep\n');
  symlinkSync(target, file);
  const { log, audit, troubles } = stage({ file });
  log('a', {});
  audit.stop();
  expect(troubles).toContain('ELOOP');
  expect(readFileSync(target, 'utf8')).toBe('keep\n');
});

/** A disk that takes `bytes` of each write and then fails, until it is mended. */
const failingDisk = (bytes: number) => {
  const state = { isMended: false };
  const disk: TrailDisk = {
    closeSync,
    fstatSync,
    openSync,
    readSync,
    writeSync: ((fd: number, text: Buffer, at: number, length: number) => {
      if (state.isMended) return writeSync(fd, text, at, length);
      if (at === 0 && bytes > 0) return writeSync(fd, text, 0, Math.min(bytes, length));
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    }) as typeof writeSync,
  };
  return { disk, state };
};

test.each([0, 20])('A52 a disk that fails after %i bytes is told, costs no record, and gets everything once it is well', async (bytes) => {
  const file = freshFile();
  const { disk, state } = failingDisk(bytes);
  const { log, audit, troubles, shipped, clock } = stage({ file, disk, everyRecords: 10 });
  for (let n = 0; n < 30; n += 1) log('a', { n });
  expect(troubles).toEqual(['ENOSPC', 'ENOSPC', 'ENOSPC', 'ENOSPC']);
  state.isMended = true;
  await clock.advance(10_000);
  audit.stop();
  expect(troubles).toHaveLength(4);
  const { isClean, records, checkpoints } = verifyAuditTrail(shipped, linesOf(file), { key: SECRET });
  expect([isClean, records.proven, checkpoints.unreadable > 0]).toEqual([true, 30, bytes > 0]);
});

test('A52 what waits for a disk is bounded', () => {
  const file = freshFile();
  const { disk, state } = failingDisk(0);
  const { log, audit, checkpoints } = stage({ file, disk, everyRecords: 1, chain: 'record' });
  for (let n = 0; n < 20_000; n += 1) log('a', {});
  state.isMended = true;
  audit.stop();
  expect(statSync(file).size).toBeLessThan(5 * 1024 * 1024);
  expect(checkpoints.join('').length).toBeGreaterThan(5 * 1024 * 1024);
  expect(linesOf(file).at(-1)).toBe(checkpoints.at(-1));
});

test('A52 a file that cannot be read is told, and written to nevertheless', () => {
  if (process.getuid?.() === 0) return;
  const file = freshFile();
  writeFileSync(file, 'before\n');
  chmodSync(file, 0o200);
  const { log, audit, troubles } = stage({ file });
  log('a', {});
  audit.stop();
  expect(new Set(troubles)).toEqual(new Set(['EACCES']));
  chmodSync(file, 0o600);
  expect(linesOf(file)).toHaveLength(3);
});

test('A52 the last line of a file is found however long it is', () => {
  const file = freshFile();
  const long = stage({ file, chain: 'record', everyRecords: 4000 });
  for (let n = 0; n < 3000; n += 1) long.log('a', { n });
  long.audit.stop();
  const { log, audit, shipped } = stage({ file });
  log('a', {});
  audit.stop();
  expect(linesOf(file)[1]!.length).toBeGreaterThan(128 * 1024);
  expect(verifyAuditTrail([...long.shipped, ...shipped], linesOf(file), { key: SECRET })).toMatchObject({ isClean: true });
  expect(verifyAuditTrail(shipped, linesOf(file).toSpliced(1, 1), { key: SECRET }).isClean).toBe(false);
});

test('A52 whoever logs while being given a checkpoint, or throws, changes nothing', () => {
  const seen: string[] = [];
  const scene = stage({
    everyRecords: 5,
    onCheckpoint: (line: string) => {
      seen.push(line);
      if (seen.length < 4) scene.log('a', { checkpoint: seen.length });
      throw new Error('mine');
    },
  });
  for (let n = 0; n < 20; n += 1) scene.log('a', { n });
  scene.audit.stop();
  expect(verifyAuditTrail(scene.shipped, seen, { key: SECRET, isAnyOrder: true })).toMatchObject({
    isClean: true,
    records: { proven: scene.shipped.length },
  });
});

test('A52 many groups, and large records, end blocks early and are proven all the same', () => {
  const { log, audit, shipped, checkpoints } = stage({ everyRecords: 50_000 });
  for (let n = 0; n < 12_000; n += 1) log(`g${n}`, {});
  for (let n = 0; n < 40; n += 1) log(`g${n % 3}`, { text: 'x'.repeat(70_000) });
  audit.stop();
  expect(verifyAuditTrail(shipped, checkpoints, { key: SECRET })).toMatchObject({ isClean: true, records: { proven: 12_040 } });
});

test('A52 what waits for its block to end is bounded, all groups together', () => {
  const { log, audit, checkpoints } = stage();
  for (let n = 0; n < 80; n += 1) log(`g${n % 40}`, { text: 'x'.repeat(60_000) });
  audit.stop();
  const { streams } = JSON.parse(checkpoints.at(-1)!) as { streams: { pins: unknown[] }[] };
  expect(streams.map(({ pins }) => pins.length)).toEqual(Array.from({ length: 40 }, () => 2));
});

test('A52 groups that rest are forgotten when there are many, and begin a stream of their own when they come back', () => {
  const { log, audit, shipped, checkpoints } = stage({ everyRecords: 1000 });
  for (let n = 0; n < 12_001; n += 1) log(`g${n}`, {});
  for (let n = 0; n < 20; n += 1) log(`g${n % 2}`, {});
  audit.stop();
  expect(shipped.slice(-20).map((line) => (JSON.parse(line) as { logferryAudit: { seq: number } }).logferryAudit.seq)).toContain(0);
  expect(verifyAuditTrail(shipped, checkpoints, { key: SECRET })).toMatchObject({ isClean: true, streams: 12_003 });
});

test('A52 the key is nowhere to be seen', () => {
  const { log, audit, checkpoints } = stage();
  log('a', {});
  audit.stop();
  const shown = `${inspect(audit, { depth: 9, showHidden: true })}${JSON.stringify(audit)}${checkpoints.join('')}`;
  for (const encoding of ['base64', 'base64url', 'hex'] as const) expect(shown).not.toContain(SECRET.toString(encoding));
});
