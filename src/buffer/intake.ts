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

  const accept: Intake['accept'] = (line, facts) =>
    oversize === 'drop' && !fits(line, recordBytes) ? dropLong(line, facts) : acceptWashed(wash.line(line), facts);

  /** As it came in it was too long, whatever the wash has left of it. */
  const dropLong: Intake['accept'] = (line, facts) => {
    counters.received += 1;
    return refuse(`${fit(wash.line(line).trimEnd(), recordBytes)}\n`, wash.facts(facts), { reason: 'too-large', error: 'too-large' });
  };

  const acceptWashed: Intake['acceptWashed'] = (line, given) => {
    const rule = wash.rejectedBy();
    const facts = wash.facts(given);
    counters.received += 1;
    try {
      if (rule === undefined || isClosed()) return take(line, facts);
      return refuse(line, facts, { reason: 'rejected', error: `rejected: ${rule}` });
    } catch {
      return refuse(line, facts, { reason: 'unwritable' });
    }
  };

  const take = (given: string, facts: LineFacts): Admission => {
    if (isClosed()) return refuse(given, facts, { reason: 'closed' });
    const isShort = fits(given, recordBytes);
    const line = isShort ? given : `${fit(given, recordBytes)}\n`;
    if (!isShort && oversize === 'drop') return refuse(line, facts, { reason: 'too-large', error: 'too-large' });
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
