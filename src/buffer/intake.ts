import type { DropReason } from '../core/events.js';
import type { Group } from '../core/group.js';
import type { LineFacts } from '../core/line.js';
import type { Admission } from '../core/record.js';

/** `error` is there where the line itself is to blame. */
type Failure = { readonly reason: DropReason; readonly error?: string | undefined; readonly group?: string | undefined };

export type IntakeDeps = {
  readonly recordBytes: number;
  readonly wash: {
    line(line: string): string;
    facts(facts: LineFacts): LineFacts;
    /** The rule that rejects the line washed last. */
    rejectedBy(): string | undefined;
  };
  readonly oversize: 'truncate' | 'drop';
  readonly fits: (line: string, maxBytes: number) => boolean;
  /** Cuts a line that is too long into one that is not. */
  readonly fit: (line: string, maxBytes: number) => string;
  readonly groupOf: (line: string, facts: LineFacts) => Group | undefined;
  /** Why `groupOf` had no group, the last time. */
  readonly keyFailure: () => string;
  /** Gives lines their place in an audit trail, where there is one. */
  readonly audit: { seal(group: Group, line: string): string; refused(reason: DropReason, sealed?: string): void } | undefined;
  readonly admit: (group: Group, line: string, facts: LineFacts) => 'accepted' | DropReason;
  readonly isClosed: () => boolean;
  /** Keeps a line that was refused where somebody can look at it, and tells of it. */
  readonly giveUp: (line: string, facts: LineFacts, failure: Failure) => void;
  readonly counters: { received: number; accepted: number };
};

export type Intake = {
  accept(line: string, facts: LineFacts): Admission;
  /** The same for a line that was washed when it was written. */
  acceptWashed(line: string, facts: LineFacts): Admission;
};

/**
 * The way of one line, closed by its newline, into the buffer: wash, length, group, room. Nothing behind the wash has ever seen the line as it came. It
 * never throws, whatever the user's key function does.
 */
export const createIntake = (deps: IntakeDeps): Intake => {
  const { recordBytes, wash, oversize, fits, fit, groupOf, keyFailure, audit, admit, isClosed, giveUp, counters } = deps;

  /** With `oversize: 'drop'` a line counts as it came in, whatever the wash has left of it. */
  const accept: Intake['accept'] = (line, facts) => judge(wash.line(line), facts, oversize === 'drop' && !fits(line, recordBytes));

  const acceptWashed: Intake['acceptWashed'] = (line, facts) => judge(line, facts, false);

  const judge = (line: string, given: LineFacts, wasLong: boolean): Admission => {
    const rule = wash.rejectedBy();
    const facts = wash.facts(given);
    counters.received += 1;
    try {
      if (isClosed()) return refuse(line, facts, { reason: 'closed' });
      if (rule !== undefined) return refuse(line, facts, { reason: 'rejected', error: `rejected: ${rule}` });
      return take(line, facts, wasLong);
    } catch {
      return refuse(line, facts, { reason: 'unwritable' });
    }
  };

  const take = (given: string, facts: LineFacts, wasLong: boolean): Admission => {
    const isShort = fits(given, recordBytes);
    const line = isShort ? given : `${fit(given, recordBytes)}\n`;
    if (wasLong || (!isShort && oversize === 'drop')) return refuse(line, facts, { reason: 'too-large', error: 'too-large' });
    const group = groupOf(line, facts);
    if (group === undefined) return refuse(line, facts, { reason: 'unkeyed', error: `unkeyed: ${keyFailure()}` });
    const sealed = audit === undefined ? line : audit.seal(group, line);
    const verdict = admit(group, sealed, facts);
    if (verdict !== 'accepted') return refuse(line, facts, { reason: verdict, group: group.name }, sealed);
    counters.accepted += 1;
    return verdict;
  };

  /** `sealed`: the line with the place that it has in the audit trail, where it has one already. It is given back, and not kept with the line. */
  const refuse = (...[line, facts, failure, sealed]: [line: string, facts: LineFacts, failure: Failure, sealed?: string]): Admission => {
    audit?.refused(failure.reason, sealed);
    giveUp(line, facts, failure);
    return failure.reason === 'closed' ? 'closed' : 'full';
  };

  return { accept, acceptWashed };
};
