/**
 * What is wrong. `edited`: a record is not the one that was sealed. `missing`: it is not there, and no checkpoint says why. `cut-tail`: the
 * same for all from there to the end of its stream. `inserted`: it was never sealed. `swapped`: it stands out of order. `checkpoint`: the
 * trail itself was tampered with, or a part of it is not there.
 */
export type Flaw = 'edited' | 'missing' | 'cut-tail' | 'inserted' | 'swapped' | 'checkpoint';

/** One thing that is wrong with a trail. It names places, never what a record says. */
export type AuditFinding = {
  readonly flaw: Flaw;
  /** For a person: one sentence without a full stop. */
  readonly text: string;
  readonly stream?: string | undefined;
  /** The first record concerned, by its number in its stream. */
  readonly seq?: number | undefined;
  /** The last one: an edit may be known by its block only. */
  readonly lastSeq?: number | undefined;
  /** Line of the records, from 1: the one concerned, or the one before which something is missing. */
  readonly line?: number | undefined;
  /** Line of the checkpoints, from 1. */
  readonly checkpointLine?: number | undefined;
};

/** So many are kept. */
const MOST = 1000;

export type Findings = {
  add(finding: AuditFinding): void;
  count(): number;
  /** First the trail's own, for what it says of records is worth no more than it is; then records as they stand. */
  inOrder(): readonly AuditFinding[];
};

export const createFindings = (): Findings => {
  const findings: AuditFinding[] = [];
  let count = 0;
  return {
    add: (finding) => {
      count += 1;
      if (count <= MOST) findings.push(finding);
    },
    count: () => count,
    inOrder: () => [...findings].sort(compare),
  };
};

const compare = (a: AuditFinding, b: AuditFinding): number =>
  compareNumbers(a.checkpointLine, b.checkpointLine) || compareNumbers(a.line, b.line) || compareNumbers(a.seq, b.seq);

const compareNumbers = (a = Number.MAX_SAFE_INTEGER, b = Number.MAX_SAFE_INTEGER): number => a - b;
