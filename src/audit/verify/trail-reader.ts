import type { KeyObject } from 'node:crypto';
import { digestOf } from '../digest.js';
import { isSignedBy } from '../signing-key.js';
import type { Checkpoint } from './checkpoint.js';
import type { AuditFinding } from './finding.js';
import { readCheckpoint } from './read-checkpoint.js';

/** A checkpoint that stands in the trail as it was written. */
export type Trusted = Omit<Checkpoint, 'text' | 'signature'> & { readonly digest: string; readonly line: number };

export type ReadTrail = {
  readonly checkpoints: readonly Trusted[];
  readonly findings: readonly AuditFinding[];
  /** Of all checkpoints, whether a key was at hand or not. */
  readonly signed: number;
  /** Lines that are none. That costs nothing: where one was, the chain shows a gap. */
  readonly unreadable: number;
  /** There were checkpoints before the first of these. */
  readonly isPart: boolean;
};

export type KeyFor = (keyId: string | undefined) => KeyObject | undefined;

/** Proves a trail's own chain and signatures. With `keyFor` each checkpoint must be signed, by a key that it knows. */
export const readTrail = (lines: Iterable<string>, keyFor: KeyFor | undefined): ReadTrail => {
  const findings: AuditFinding[] = [];
  /** By digest: a line that came twice is the same line. */
  const trusted = new Map<string, Trusted>();
  const digests = new Set<string>();
  let line = 0;
  let unreadable = 0;
  let signed = 0;

  const take = (given: string, digest: string): void => {
    const checkpoint = readCheckpoint(given);
    if (checkpoint === undefined) {
      unreadable += 1;
      return;
    }
    const { text, signature, ...rest } = checkpoint;
    const problem = keyFor && problemOf({ text, signature, keyId: rest.keyId }, keyFor);
    if (problem === undefined) trusted.set(digest, { ...rest, digest, line });
    else findings.push(findingAt(line, problem));
    if (signature !== undefined) signed += 1;
  };

  for (const text of lines) {
    line += 1;
    const digest = digestOf(text);
    if (text !== '' && !digests.has(digest)) take(text, digest);
    digests.add(digest);
  }

  const checkpoints = [...trusted.values()];
  findings.push(...runsOf(checkpoints).flatMap(flawsOfRun), ...flawsOfBeginnings(checkpoints, digests));
  return { checkpoints, findings, signed, unreadable, isPart: isPart(checkpoints) };
};

const findingAt = (line: number, problem: string): AuditFinding => ({
  flaw: 'checkpoint',
  text: `the checkpoint of line ${line} ${problem}`,
  checkpointLine: line,
});

const problemOf = ({ text, signature, keyId }: Pick<Checkpoint, 'text' | 'signature' | 'keyId'>, keyFor: KeyFor): string | undefined => {
  if (signature === undefined) return 'is not signed';
  const key = keyFor(keyId);
  if (key === undefined) return `is signed by a key that is not given${keyId === undefined ? '' : `: ${keyId}`}`;
  return isSignedBy(key, text, signature) ? undefined : 'has a wrong signature: it was edited, or signed by another key';
};

const runsOf = (checkpoints: readonly Trusted[]): readonly (readonly Trusted[])[] => {
  const runs = new Map<string, Trusted[]>();
  for (const checkpoint of checkpoints) {
    const run = runs.get(checkpoint.run);
    if (run === undefined) runs.set(checkpoint.run, [checkpoint]);
    else run.push(checkpoint);
  }
  return [...runs.values()].map((run) => run.sort((a, b) => a.number - b.number));
};

const flawsOfRun = (run: readonly Trusted[]): readonly AuditFinding[] =>
  run.flatMap((checkpoint, index) => {
    const before = run[index - 1];
    if (before === undefined) return [];
    if (checkpoint.number !== before.number + 1) return [gapBefore(checkpoint, before)];
    return checkpoint.prev === before.digest ? [] : [findingAt(checkpoint.line, `does not follow on the one of line ${before.line}`)];
  });

const gapBefore = (checkpoint: Trusted, before: Trusted): AuditFinding =>
  checkpoint.number === before.number
    ? findingAt(checkpoint.line, `has the number of the one of line ${before.line}`)
    : findingAt(checkpoint.line, `follows on one that is missing: number ${checkpoint.number - 1} of run ${checkpoint.run}`);

/** The trail's first line may follow on what was archived or deleted in its time; no other line may. `digests`: of all lines that there are, torn ones too. */
const flawsOfBeginnings = (checkpoints: readonly Trusted[], digests: ReadonlySet<string>): readonly AuditFinding[] => {
  const [first, ...others] = [...checkpoints].sort((a, b) => a.line - b.line);
  const begun = new Set([first?.run, ...checkpoints.filter(({ number }) => number === 0).map(({ run }) => run)]);
  return others.flatMap(({ line, run, after }) => {
    if (!begun.has(run)) {
      begun.add(run);
      return [findingAt(line, `belongs to run ${run}, whose beginning is missing`)];
    }
    return after == null || digests.has(after) ? [] : [findingAt(line, 'follows on one of another run that is missing')];
  });
};

const isPart = (checkpoints: readonly Trusted[]): boolean => {
  const [first] = [...checkpoints].sort((a, b) => a.line - b.line);
  return first !== undefined && (first.number > 0 || first.after != null);
};
