import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditFinding, Flaw } from '../../src/audit/verify/finding.js';
import { type VerifyAuditOptions, verifyAuditTrail } from '../../src/audit/verify/verify-audit-trail.js';
import { chunkOf, freshFile, linesOf, SECRET, stage } from './sealing.js';

const verify = (records: readonly string[], checkpoints: readonly string[], options: VerifyAuditOptions = { key: SECRET }) =>
  verifyAuditTrail(records, checkpoints, options);

/** A run of several groups in turns that ended in order. */
const aRun = ({ count = 100, groups = 3, chain = 'chunk' as 'chunk' | 'record', everyRecords = 40 } = {}) => {
  const scene = stage({ chain, everyRecords });
  for (let n = 0; n < count; n += 1) scene.log(`g${n % groups}`, { n, text: `order ${n} placed` });
  scene.audit.stop();
  return scene;
};

const placeOf = (line: string) => (JSON.parse(line) as { logferryAudit: { stream: string; seq: number } }).logferryAudit;

const names = ({ stream, seq = -1, lastSeq = seq }: AuditFinding, line: string): boolean => {
  const place = placeOf(line);
  return place.stream === stream && seq <= place.seq && place.seq <= lastSeq;
};

const edited = (line: string, where: number): string => {
  const at = Math.floor(where * line.length);
  return `${line.slice(0, at)}${line[at] === '1' ? '2' : '1'}${line.slice(at + 1)}`;
};

describe.each(['chunk', 'record'] as const)('A52 the chain of %ss', (chain) => {
  test('verifies when nothing was touched, whatever the records, groups and checkpoints', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.dictionary(fc.string(), fc.json({ maxDepth: 1 }))), { maxLength: 120 }),
        fc.integer({ min: 1, max: 50 }),
        (records, everyRecords) => {
          const { log, audit, shipped, checkpoints } = stage({ chain, everyRecords });
          for (const [group, fields] of records) log(`${group}`, fields);
          audit.stop();
          const { isClean, findings, records: tally } = verify(shipped, checkpoints);
          expect(findings).toEqual([]);
          expect([isClean, tally.proven]).toEqual([true, records.length]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('finds an edit of any character, and names the record', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (at, where) => {
        const { shipped, checkpoints } = aRun({ chain });
        const { findings } = verify(shipped.with(at, edited(shipped[at]!, where)), checkpoints);
        expect(findings.some((finding) => names(finding, shipped[at]!))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  const pay = (line: string): string => line.replace('placed', 'paid');
  const textOf = (line: string): string => /"text":"[^"]*"/.exec(line)![0];

  test.each<[string, Flaw, (lines: readonly string[], at: number, other: number) => readonly string[]]>([
    ['a record that is gone', 'missing', (lines, at) => lines.toSpliced(at, 1)],
    ['one that is made up', 'inserted', (lines, at) => lines.toSpliced(at, 0, pay(lines[at]!))],
    ['one in the place of another', 'edited', (lines, at) => lines.with(at, pay(lines[at]!))],
    [
      'two that changed contents',
      'edited',
      (lines, at, other) =>
        lines
          .with(at, lines[at]!.replace(textOf(lines[at]!), textOf(lines[other]!)))
          .with(other, lines[other]!.replace(textOf(lines[other]!), textOf(lines[at]!))),
    ],
  ])('finds %s, and names it', (_, flaw, tamper) => {
    fc.assert(
      fc.property(fc.nat(88), fc.integer({ min: 1, max: 10 }), (at, distance) => {
        const { shipped, checkpoints } = aRun({ chain });
        const { findings } = verify(tamper(shipped, at, at + distance), checkpoints);
        expect(findings[0]!.flaw).toBe(flaw);
        expect(findings.some((finding) => finding.flaw === flaw && names(finding, shipped[at]!))).toBe(true);
        for (const { seq = 0, lastSeq = seq } of findings) expect(lastSeq - seq).toBeLessThan(chain === 'record' ? 1 : 16);
      }),
      { numRuns: 40 },
    );
  });

  test('finds a line without a place, and names it', () => {
    const { shipped, checkpoints } = aRun({ chain });
    for (const at of [0, 50, 100]) {
      const { findings } = verify(shipped.toSpliced(at, 0, '{"text":"I was here"}'), checkpoints);
      expect(findings).toEqual([expect.objectContaining({ flaw: 'inserted', line: at + 1 })]);
    }
  });

  test('finds two records of one stream that changed places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }), (at, distance) => {
        const { shipped, checkpoints } = aRun({ chain, groups: 1 });
        const lines = [...shipped];
        [lines[at], lines[at + distance]] = [lines[at + distance]!, lines[at]!];
        const { isClean, findings } = verify(lines, checkpoints);
        expect(isClean).toBe(false);
        expect(findings[0]!.flaw).toBe('swapped');
        expect([at, at + distance]).toContain(findings[0]!.seq);
        expect(findings.map(({ flaw }) => flaw).filter((flaw) => flaw !== 'swapped')).toEqual([]);
        expect(verify(lines, checkpoints, { key: SECRET, isAnyOrder: true }).isClean).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('finds a tail that was cut off, however short', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), (length) => {
        const { shipped, checkpoints } = aRun({ chain, groups: 1 });
        const { findings, isClean } = verify(shipped.slice(0, -length), checkpoints);
        expect(isClean).toBe(false);
        expect(findings).toHaveLength(1);
        expect(findings[0]).toMatchObject({ flaw: 'cut-tail', seq: 100 - length, lastSeq: 99 });
      }),
      { numRuns: 30 },
    );
  });

  test('takes records of several streams in any mixture, and any number of times', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(99), { maxLength: 60 }), fc.infiniteStream(fc.nat(2)), (again, turns) => {
        const { shipped, checkpoints } = aRun({ chain });
        const queues = [0, 1, 2].map((group) => shipped.filter((_, n) => n % 3 === group));
        const lines: string[] = [];
        while (lines.length < shipped.length) lines.push(...queues[turns.next().value]!.splice(0, 1));
        for (const index of again) lines.splice(Math.max(index, lines.indexOf(shipped[index]!)) + 1, 0, shipped[index]!);
        const { findings, records } = verify(lines, checkpoints);
        expect(findings).toEqual([]);
        expect(records).toMatchObject({ proven: 100, repeated: again.length });
      }),
      { numRuns: 40 },
    );
  });
});

test('A52 a missing record is missed where the next one stands, whatever else is out of order', () => {
  const { shipped, checkpoints } = aRun({ groups: 1, count: 32 });
  const early = shipped.toSpliced(10, 1).toSpliced(5, 0, shipped[10]!);
  const { findings } = verify(early.toSpliced(8, 1), checkpoints);
  expect(findings.map(({ flaw, seq, line }) => [flaw, seq, line])).toEqual([
    ['swapped', 10, 6],
    ['missing', 7, 9],
  ]);
});

test('A52 a forged record that came before the true one is told from it', () => {
  const { shipped, checkpoints } = aRun();
  const forged = shipped[20]!.replace('placed', 'paid');
  for (const at of [0, 20, 21, 100]) {
    const { findings, records } = verify(shipped.toSpliced(at, 0, forged), checkpoints, { key: SECRET, isAnyOrder: true });
    expect(records.proven).toBe(100);
    expect(findings).toEqual([expect.objectContaining({ flaw: 'inserted', seq: 6, line: at + 1 })]);
  }
});

test('A52 a chain of records names the one that was edited, a chain of chunks the block that it is in', () => {
  for (const [chain, seq, lastSeq] of [
    ['record', 37, 37],
    ['chunk', 32, 39],
  ] as const) {
    const { shipped, checkpoints } = aRun({ chain, groups: 1 });
    const lines = shipped.with(37, shipped[37]!.replace('37', '38'));
    const [first, ...others] = verify(lines, checkpoints).findings;
    expect(first).toMatchObject({ flaw: 'edited', seq, lastSeq, line: seq + 1 });
    expect(others).toEqual([]);
  }
});

describe('A52 what policy dropped', () => {
  test('is no flaw, and what it leaves of a block is told as unproven', () => {
    const { log, audit, shipped, checkpoints } = stage();
    for (let n = 0; n < 64; n += 1) log('a', { n });
    audit.givenUp(chunkOf(shipped.slice(0, 20)), 'evicted');
    audit.stop();
    const { isClean, records } = verify(shipped.slice(20), checkpoints);
    expect(isClean).toBe(true);
    expect(records).toMatchObject({ dropped: 20, unproven: 12, proven: 32 });
  });

  test('leaves all others proven in a chain of records', () => {
    const { log, audit, shipped, checkpoints } = stage({ chain: 'record' });
    for (let n = 0; n < 64; n += 1) log('a', { n });
    audit.givenUp(chunkOf([shipped[5]!, shipped[9]!, 'one without a mark']), 'refused');
    audit.stop();
    const lines = shipped.filter((_, n) => n !== 5 && n !== 9);
    expect(verify(lines, checkpoints)).toMatchObject({ isClean: true, records: { dropped: 2, unproven: 0, proven: 62 } });
    expect(verify(lines.toSpliced(7, 1), checkpoints).findings).toEqual([expect.objectContaining({ flaw: 'missing', seq: 8 })]);
  });

  test('and was sent again later by hand is proven, wherever it stands', () => {
    const { log, audit, shipped, checkpoints } = stage();
    for (let n = 0; n < 32; n += 1) log('a', { n });
    audit.givenUp(chunkOf(shipped.slice(3, 5)), 'refused');
    audit.stop();
    const lines = [...shipped.slice(0, 3), ...shipped.slice(5), ...shipped.slice(3, 5)];
    expect(verify(lines, checkpoints)).toMatchObject({ isClean: true, records: { proven: 32, dropped: 0 } });
  });

  test('unread, from disk, excuses as many as it was and not one more', () => {
    const { log, audit, shipped, checkpoints } = stage();
    for (let n = 0; n < 32; n += 1) log('a', { n });
    audit.lost(3, 'expired');
    audit.stop();
    expect(verify(shipped.slice(3), checkpoints)).toMatchObject({ isClean: true, records: { lost: 3, unproven: 13, proven: 16 } });
    expect(verify(shipped.slice(4), checkpoints)).toMatchObject({ isClean: false, records: { lost: 0 } });
  });

  test('before it was accepted gives its number back', () => {
    const { log, audit, shipped, checkpoints } = stage();
    for (let n = 0; n < 40; n += 1) {
      log('a', { n });
      if (n % 3 === 0) audit.refused('level', `${shipped.pop()!}\n`);
      if (n % 10 === 0) audit.refused('unkeyed');
    }
    audit.stop();
    expect(shipped.map((line) => placeOf(line).seq)).toEqual(shipped.map((_, seq) => seq));
    expect(verify(shipped, checkpoints)).toMatchObject({ isClean: true, records: { proven: 26, refused: 14 + 4 } });
  });

  test('after others came, or after its block had ended, is named as dropped', () => {
    const { log, audit, shipped, checkpoints, clock } = stage({ everyMs: 100 });
    const [early = '', late = ''] = [log('a', { n: 0 }), log('a', { n: 1 })];
    audit.refused('full', `${early}\n`);
    log('a', { n: 2 });
    return clock.advance(200).then(() => {
      audit.refused('full', `${shipped[2]}\n`);
      audit.stop();
      expect(verify([late], checkpoints)).toMatchObject({ isClean: true, records: { dropped: 2, unproven: 1 } });
    });
  });
});

describe('A52 an erased record', () => {
  const tombstone = (line: string): string => JSON.stringify({ logferryAudit: { ...placeOf(line), erased: true } });

  test('is told, and leaves all others proven in a chain of records', () => {
    const { shipped, checkpoints } = aRun({ chain: 'record' });
    const lines = shipped.with(40, tombstone(shipped[40]!));
    expect(verify(lines, checkpoints)).toMatchObject({ isClean: true, records: { erased: 1, proven: 99, unproven: 0 } });
  });

  test('takes the proof of its block along in a chain of chunks', () => {
    const { shipped, checkpoints } = aRun({ groups: 1, everyRecords: 1000 });
    const lines = shipped.with(40, tombstone(shipped[40]!));
    expect(verify(lines, checkpoints)).toMatchObject({ isClean: true, records: { erased: 1, proven: 84, unproven: 15 } });
  });

  test('beside the true one is an impostor', () => {
    const { shipped, checkpoints } = aRun();
    const { findings } = verify(shipped.toSpliced(40, 0, tombstone(shipped[40]!)), checkpoints);
    expect(findings).toEqual([expect.objectContaining({ flaw: 'inserted', line: 41 })]);
  });
});

describe('A52 the trail itself', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

  test.each([
    ['a secret', SECRET, SECRET],
    ['a private key', privateKey, publicKey],
    ['one as PEM', pem, publicKey.export({ type: 'spki', format: 'pem' }) as string],
    ['one as PEM, proven with itself', pem, pem],
    ['a function that answers one', () => privateKey, () => publicKey],
  ])('is signed by %s', (_, key, proof) => {
    const { log, audit, shipped, checkpoints } = stage({ key, keyId: 'k1' });
    for (let n = 0; n < 5; n += 1) log('a', { n });
    audit.stop();
    expect(verify(shipped, checkpoints, { key: proof })).toMatchObject({ isClean: true, checkpoints: { signed: 2, areProven: true } });
    for (const wrong of [Buffer.alloc(32, 1), generateKeyPairSync('ed25519').publicKey]) {
      const { isClean, findings } = verify(shipped, checkpoints, { key: wrong });
      expect(isClean).toBe(false);
      expect(findings[0]).toMatchObject({ flaw: 'checkpoint', checkpointLine: 1 });
    }
  });

  test('must be signed where a key is given, by a key that is known', () => {
    const signed = aRun();
    const { log, audit, shipped, checkpoints } = stage({ key: undefined });
    log('a', {});
    audit.stop();
    expect(verify(shipped, checkpoints, {})).toMatchObject({ isClean: true, checkpoints: { signed: 0, areProven: false } });
    expect(verify(shipped, checkpoints).findings[0]).toMatchObject({ flaw: 'checkpoint', text: 'the checkpoint of line 1 is not signed' });
    expect(verify(signed.shipped, signed.checkpoints, { key: () => undefined }).findings[0]!.text).toContain('a key that is not given');
  });

  test('shows each edit, drop, insert and swap of its lines', () => {
    const { shipped, checkpoints } = aRun({ everyRecords: 10 });
    expect(checkpoints.length).toBeGreaterThan(9);
    fc.assert(
      fc.property(
        fc.nat(checkpoints.length - 2),
        fc.nat(3),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (at, how, where) => {
          const lines = [...checkpoints];
          const line = lines[at]!;
          if (how === 0) lines.splice(at, 1);
          if (how === 1) lines[at] = edited(line, where);
          if (how === 2) lines.splice(at, 0, edited(line, where));
          if (how === 3) lines[at] = lines[at + 1]!;
          const { isClean, checkpoints: about } = verify(shipped, lines);
          // A trail without its first line may have been archived in part, and what is no checkpoint proves nothing: it says so.
          expect(isClean && !about.isPart && about.unreadable === 0).toBe(false);
        },
      ),
    );
  });

  test('hangs together without signatures too', () => {
    const { log, audit, shipped, checkpoints } = stage({ key: undefined, everyRecords: 10 });
    for (let n = 0; n < 30; n += 1) log('a', { n });
    audit.stop();
    const later = checkpoints.with(1, checkpoints[1]!.replace('2026', '2025'));
    const [finding] = verify(shipped, later, {}).findings;
    expect(finding).toMatchObject({ flaw: 'checkpoint', text: 'the checkpoint of line 3 does not follow on the one of line 2' });
  });

  test('makes up for nothing: without one of its lines the others still prove theirs', () => {
    const { shipped, checkpoints } = aRun({ everyRecords: 10 });
    const { records, findings } = verify(shipped, checkpoints.toSpliced(4, 1));
    expect(findings).toEqual([expect.objectContaining({ flaw: 'checkpoint', checkpointLine: 5 })]);
    expect(records.unvouched).toBe(10);
    expect(records.proven + records.unproven).toBe(90);
  });

  test('without its end leaves the last records unvouched, and says that the run is open', () => {
    const { shipped, checkpoints } = aRun({ everyRecords: 40 });
    const { isClean, records, checkpoints: about } = verify(shipped, checkpoints.slice(0, -1));
    expect([isClean, records.unvouched, records.proven]).toEqual([true, 20, 80]);
    expect(about.openRuns).toEqual([{ run: expect.any(String), lastAt: expect.stringMatching(/^2026-/) }]);
    expect(verify(shipped, checkpoints).checkpoints.openRuns).toEqual([]);
  });

  test('leaves no room for records after the end of a run, or of a stream that never was', () => {
    const { shipped, checkpoints } = aRun({ groups: 1 });
    for (const [from, to] of [
      ['"seq":99', '"seq":100'],
      ['-0","seq":99', '-7","seq":99'],
      ['"stream":"', '"stream":"x'],
    ] as const) {
      const { findings } = verify([...shipped, shipped[99]!.replace(from, to)], checkpoints);
      expect(findings).toEqual([expect.objectContaining({ flaw: 'inserted', line: 101 })]);
    }
  });

  test('may hold lines that were torn, or that came twice', () => {
    const { shipped, checkpoints } = aRun();
    const lines = [checkpoints[0]!.slice(0, 50), '', ...checkpoints, checkpoints[0]!];
    expect(verify(shipped, lines)).toMatchObject({ isClean: true, checkpoints: { unreadable: 1 } });
  });
});

describe('A52 runs that share a file', () => {
  /** Two that overlap, and one after them. */
  const runs = () => {
    const file = freshFile();
    const shipped: string[] = [];
    const [first, second] = [stage({ file, everyRecords: 5 }), stage({ file, everyRecords: 5 })];
    for (let n = 0; n < 12; n += 1) shipped.push(first.log('a', { n }), second.log('a', { n }));
    first.audit.stop();
    second.audit.stop();
    const third = stage({ file });
    shipped.push(third.log('a', {}));
    third.audit.stop();
    return { shipped, checkpoints: linesOf(file), runOf: (line: string) => (JSON.parse(line) as { run: string }).run };
  };

  test('are proven together', () => {
    const { shipped, checkpoints } = runs();
    expect(verify(shipped, checkpoints)).toMatchObject({ isClean: true, streams: 3, records: { proven: 25 } });
  });

  test('name each other, so that none can vanish with its records', () => {
    const { shipped, checkpoints, runOf } = runs();
    const [first, second] = new Set(checkpoints.map(runOf));
    const without = (run = '') =>
      verify(
        shipped.filter((line) => !line.includes(`"stream":"${run}-`)),
        checkpoints.filter((line) => runOf(line) !== run),
      );
    expect(without(second).findings[0]).toMatchObject({ flaw: 'checkpoint' });
    // Of the first nobody can say more than that it was: it may be in the archive.
    expect(without(first).checkpoints.isPart).toBe(true);
    expect(verify(shipped, checkpoints).checkpoints.isPart).toBe(false);
  });

  test('may have lost what came before all of them to the archive', () => {
    const { shipped, checkpoints, runOf } = runs();
    const last = runOf(checkpoints.at(-1)!);
    const records = shipped.filter((line) => line.includes(`"stream":"${last}-`));
    expect(
      verify(
        records,
        checkpoints.filter((line) => runOf(line) === last),
      ),
    ).toMatchObject({ isClean: true, records: { proven: 1 } });
  });
});

test('A52 findings never say what a record says', () => {
  const { shipped, checkpoints } = aRun();
  const lines = shipped.map((line) => line.replace('placed', 'canary'));
  const { findings, flaws } = verify([...lines, '{"text":"canary"}'], checkpoints);
  expect(flaws).toBeGreaterThan(5);
  expect(JSON.stringify(findings)).not.toContain('canary');
});
