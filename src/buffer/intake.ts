import type { DropReason } from '../core/events.js';
import type { Group } from '../core/group.js';
import type { LineFacts } from '../core/line.js';
import type { Admission } from '../core/record.js';

/** `error` is there where the line itself is to blame. */
type Failure = { readonly reason: DropReason; readonly error?: string | undefined; readonly group?: string | undefined };

export type IntakeDeps = {
  readonly recordBytes: number;
  readonly oversize: 'truncate' | 'drop';
  readonly fits: (line: string, maxBytes: number) => boolean;
  /** Cuts a line that is too long into one that is not. */
  readonly fit: (line: string, maxBytes: number) => string;
  readonly groupOf: (line: string, facts: LineFacts) => Group | undefined;
  /** Why `groupOf` had no group, the last time. */
  readonly keyFailure: () => string;
  readonly admit: (group: Group, line: string, facts: LineFacts) => 'accepted' | DropReason;
  readonly isClosed: () => boolean;
  /** Keeps a line that was refused where somebody can look at it, and tells of it. */
  readonly giveUp: (line: string, facts: LineFacts, failure: Failure) => void;
  readonly counters: { received: number; accepted: number };
};

export type Intake = { accept(line: string, facts: LineFacts): Admission };

/** The way of one line, closed by its newline, into the buffer: length, group, room. It never throws, whatever the user's key function does. */
export const createIntake = (deps: IntakeDeps): Intake => {
  const { recordBytes, oversize, fits, fit, groupOf, keyFailure, admit, isClosed, giveUp, counters } = deps;

  const accept = (line: string, facts: LineFacts): Admission => {
    counters.received += 1;
    try {
      return take(line, facts);
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
    const verdict = admit(group, line, facts);
    if (verdict !== 'accepted') return refuse(line, facts, { reason: verdict, group: group.name });
    counters.accepted += 1;
    return verdict;
  };

  const refuse = (line: string, facts: LineFacts, failure: Failure): Admission => {
    giveUp(line, facts, failure);
    return failure.reason === 'closed' ? 'closed' : 'full';
  };

  return { accept };
};
