import type { Range } from '../losses-book.js';
import { readMark } from '../mark.js';
import { sizeOf } from './block-check.js';
import { type AuditFinding, createFindings } from './finding.js';
import { createStreamCheck, type StreamCheck } from './stream-check.js';
import { lastOf, planOf, type StreamPlan } from './stream-plan.js';
import { emptyTally, type Tally } from './tally.js';
import { type KeyFor, readTrail } from './trail-reader.js';

export type AuditVerdict = {
  /** Nothing is wrong. What was proven, and what nobody can say, is in `records`. */
  readonly isClean: boolean;
  /** What is wrong, the first first; at most 1000. */
  readonly findings: readonly AuditFinding[];
  /** How many there are. */
  readonly flaws: number;
  readonly records: Readonly<Tally> & {
    readonly read: number;
    /** Not there; so many were dropped from disk unread, and nobody knows which. */
    readonly lost: number;
    /** Not accepted, and so never numbered. */
    readonly refused: number;
  };
  readonly streams: number;
  readonly checkpoints: {
    readonly read: number;
    readonly signed: number;
    /** Lines of the file that are no checkpoint, or were torn when the disk was full. */
    readonly unreadable: number;
    /** Whether signatures were looked at: a key was given. */
    readonly areProven: boolean;
    /** The first follows on others, that were not given: archived, or deleted in their time. */
    readonly isPart: boolean;
    /** When the last one of each run was written that did not end in order: what came after it cannot be proven. */
    readonly openRuns: readonly { readonly run: string; readonly lastAt: string }[];
  };
};

export type Verifier = {
  /** The next line, without its newline. */
  take(line: string): void;
  end(): AuditVerdict;
};

export type VerifierSettings = { readonly keyFor: KeyFor | undefined; readonly isAnyOrder: boolean };

/** Reads the checkpoints at once, and records line by line. */
export const createVerifier = (checkpointLines: Iterable<string>, { keyFor, isAnyOrder }: VerifierSettings): Verifier => {
  const findings = createFindings();
  const report = findings.add;
  const trail = readTrail(checkpointLines, keyFor);
  trail.findings.forEach(report);
  const plan = planOf(trail.checkpoints);
  const tally = emptyTally();
  let read = 0;
  let line = 0;

  const checkOf = (stream: StreamPlan): StreamCheck =>
    createStreamCheck(stream, { tally, isAnyOrder, report, hasEnded: plan.runs.get(stream.run)?.hasEnded ?? false });

  const checks = new Map([...plan.streams].map(([id, stream]) => [id, checkOf(stream)]));

  const take = (text: string): void => {
    line += 1;
    if (text === '') return;
    read += 1;
    const mark = readMark(text);
    const check = mark && checks.get(mark.stream);
    if (mark !== undefined && check !== undefined) check.take(mark, { text, line, isErased: mark.isErased });
    else takeStranger(mark?.stream);
  };

  /** Of no stream that a checkpoint knows; it may be one that began after the last. */
  const takeStranger = (stream: string | undefined): void => {
    const run = stream && plan.runs.get(stream.slice(0, stream.lastIndexOf('-')));
    if (run && !run.hasEnded) tally.unvouched += 1;
    else
      report({
        flaw: 'inserted',
        line,
        stream,
        text: `line ${line} was never sealed: ${stream ? `no checkpoint knows stream ${stream}` : 'it has no place in a stream'}`,
      });
  };

  const end = (): AuditVerdict => {
    const missing = [...plan.streams.values()].map((stream) => ({ stream, ranges: checks.get(stream.id)?.end() ?? [] }));
    const absent = missing.reduce((sum, { ranges }) => sum + sizeOf(ranges), 0);
    const isLost = absent <= plan.lost;
    if (!isLost) for (const { stream, ranges } of missing) for (const range of ranges) report(missingAt(stream, range));
    return {
      isClean: findings.count() === 0,
      findings: findings.inOrder(),
      flaws: findings.count(),
      records: { read, ...tally, lost: isLost ? absent : 0, refused: plan.refused },
      streams: plan.streams.size,
      checkpoints: {
        read: trail.checkpoints.length,
        signed: trail.signed,
        unreadable: trail.unreadable,
        areProven: keyFor !== undefined,
        isPart: trail.isPart,
        openRuns: [...plan.runs].flatMap(([run, { hasEnded, lastAt }]) => (hasEnded ? [] : [{ run, lastAt }])),
      },
    };
  };

  const missingAt = (plan: StreamPlan, [seq, lastSeq]: Range): AuditFinding => {
    const isTail = lastSeq === lastOf(plan) && seq > 0;
    const before = checks.get(plan.id)?.lineAfter(seq);
    const which = seq === lastSeq ? `record ${seq} of stream ${plan.id} is` : `the records ${seq} to ${lastSeq} of stream ${plan.id} are`;
    const where = isTail ? ', and with it the end' : before === undefined ? '' : `, before line ${before}`;
    return { flaw: isTail ? 'cut-tail' : 'missing', stream: plan.id, seq, lastSeq, line: before, text: `${which} missing${where}` };
  };

  return { take, end };
};
