import type { AuditVerdict } from '../audit/verify/verifier.js';
import { amount } from './units.js';

/** A verdict for a person: what was proven by what, and on further lines whatever nobody can say, with the reason. */
export const reportOf = (verdict: AuditVerdict): readonly string[] => [summary(verdict), ...notes(verdict)];

const summary = ({ isClean, records, streams, checkpoints }: AuditVerdict): string => {
  const proven = `${amount(records.proven, 'record')} of ${amount(streams, 'stream')}`;
  const by = `${amount(checkpoints.read, 'checkpoint')}, ${signatures(checkpoints)}`;
  return `${isClean ? 'proven' : 'TAMPERED WITH; proven all the same'}: ${proven}, by ${by}`;
};

const signatures = ({ read, signed, areProven }: AuditVerdict['checkpoints']): string => {
  if (areProven) return 'signatures proven';
  if (signed === 0) return 'not signed: whoever could write to their file could forge all of it';
  return `${signed === read ? 'signed' : `${signed.toLocaleString('en-US')} of them signed`}, but no --key-file was given to prove it`;
};

const notes = ({ records, checkpoints }: AuditVerdict): readonly string[] => {
  const { repeated, dropped, refused, lost, erased, unproven, unvouched } = records;
  const told: readonly (readonly [count: number, text: string])[] = [
    [repeated, `${amount(repeated, 'repetition')} of a record, to the byte`],
    [refused, `${amount(refused, 'record')} not accepted by policy, and never numbered`],
    [dropped, `${amount(dropped, 'record')} dropped by policy, each named by a checkpoint`],
    [lost, `${amount(lost, 'record')} missing; as many, or more, were dropped from disk by policy, unread`],
    [erased, `${amount(erased, 'record')} erased: compare with what you were asked to erase`],
    [unproven, `${amount(unproven, 'record')} that cannot be proven: one of their block was dropped or erased, or a checkpoint is missing`],
    [unvouched, `${amount(unvouched, 'record')} that no checkpoint speaks of: sealed after the last one, or before the first`],
    [
      checkpoints.unreadable,
      `${amount(checkpoints.unreadable, 'line')} of the checkpoints cannot be read, and nothing is missing for it unless told`,
    ],
    [checkpoints.isPart ? 1 : 0, 'the checkpoints follow on older ones, which were not given'],
  ];
  return [...told.filter(([count]) => count > 0).map(([, text]) => `  ${text}`), ...openRuns(checkpoints)];
};

const MOST_RUNS = 5;

const openRuns = ({ openRuns }: AuditVerdict['checkpoints']): readonly string[] => [
  ...openRuns.slice(-MOST_RUNS).map(({ run, lastAt }) => `  run ${run} did not end, or its end was cut off: proven until ${lastAt}`),
  ...(openRuns.length > MOST_RUNS ? [`  and ${amount(openRuns.length - MOST_RUNS, 'run')} more like this`] : []),
];
