import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshDirectory, gone, letterOf, ofAnotherMachine, plantLetters, plantSpool, thisProcess } from './plant.js';
import { logferry, parsed } from './terminal.js';

describe('ls', () => {
  test('shows what lies there, whose it is, how much and how old', async () => {
    const directory = freshDirectory();
    const log = plantSpool(directory, { groups: { '"a"': ['{"n":1}', '{"n":2}'], '"b"': ['{"n":3}'] }, done: 1 });
    const { code, lines, err } = await logferry(['spool', 'ls', directory, '--count'], { now: 1_700_000_000_000 + 3 * 3_600_000 });
    expect([code, err]).toEqual([0, '']);
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['LOG', 'HOLDS', 'OWNER', 'PID', 'FILES', 'SIZE', 'RECORDS', 'AGE', 'HOST'],
      [log, 'spool', 'dead', `${gone.pid}`, '1', expect.stringMatching(/^\d+ B$/), '1', '3h', gone.hostname],
      [''],
      [expect.stringMatching(/^1 log, 1 record, 1 file, \d+ B$/)],
    ]);
  });

  test.each([
    ['dead', gone],
    ['alive', thisProcess],
    ['unknown', ofAnotherMachine],
  ])('tells an owner that is %s', async (state, owner) => {
    const directory = freshDirectory();
    const log = plantSpool(directory, { groups: { null: ['{}'] }, owner });
    expect(parsed(await logferry(['spool', 'ls', directory, '--json']))).toEqual([
      expect.objectContaining({ log, kind: 'spool', state, adopted: false, host: owner.hostname, pid: owner.pid, segments: 1 }),
    ]);
  });

  test('finds logs that were adopted, whose owner is who adopted them', async () => {
    const directory = freshDirectory();
    const own = plantSpool(directory, { groups: { null: ['{}'] }, owner: thisProcess });
    const adopted = plantSpool(directory, { groups: { null: ['{}', '{}'] }, path: join(directory, own, 'adopted') });
    const before = plantSpool(directory, { groups: { null: ['{}'] }, path: join(directory, own, 'adopted', adopted, 'adopted') });
    const rows = parsed(await logferry(['spool', 'ls', directory, '--json', '--count']));
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ log: own, state: 'alive', adopted: false, records: 1 }),
        expect.objectContaining({ log: adopted, state: 'alive', adopted: true, records: 2 }),
        expect.objectContaining({ log: before, state: 'alive', adopted: true, records: 1 }),
      ]),
    );
  });

  test('knows dead letters from a spool', async () => {
    const directory = freshDirectory();
    const { stop } = plantLetters(directory, [letterOf(1), letterOf(2)]);
    const [row] = parsed(await logferry(['spool', 'ls', directory, '--json', '--count']));
    expect(row).toMatchObject({ kind: 'dead letters', records: 2, state: 'alive' });
    stop();
    expect(parsed(await logferry(['spool', 'ls', directory, '--json']))).toEqual([expect.objectContaining({ state: 'dead' })]);
  });

  test('leaves foreign files alone', async () => {
    const directory = freshDirectory();
    writeFileSync(join(directory, 'notes.txt'), 'x');
    mkdirSync(join(directory, 'lost+found'));
    writeFileSync(join(directory, 'aaaaaaaaaaaaaaaa'), 'a file with the name of a log');
    mkdirSync(join(directory, 'bbbbbbbbbbbbbbbb', '0000000000000000.seg'), { recursive: true });
    expect(parsed(await logferry(['spool', 'ls', directory, '--json']))).toEqual([
      expect.objectContaining({ log: 'bbbbbbbbbbbbbbbb', segments: 0, kind: 'unknown' }),
    ]);
  });
});
