import type { DropReason } from '../core/events.js';
import type { Group } from '../core/group.js';
import type { LineFacts } from '../core/line.js';
import type { Admission } from '../core/record.js';

type Failure = { readonly reason: DropReason; readonly error: string };

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
  /** Keeps a line that failed on its own account. */
  readonly setAside: (line: string, facts: LineFacts, failure: Failure) => void;
  readonly onRefused: (reason: DropReason, group: string | undefined) => void;
  readonly counters: { received: number; accepted: number };
};

export type Intake = { accept(line: string, facts: LineFacts): Admission };

/** The way of one line, closed by its newline, into the buffer: length, group, room. It never throws, whatever the user's key function does. */
export const createIntake = (deps: IntakeDeps): Intake => {
  const { recordBytes, oversize, fits, fit, groupOf, keyFailure, admit, isClosed, setAside, onRefused, counters } = deps;

  const accept = (line: string, facts: LineFacts): Admission => {
    counters.received += 1;
    try {
      return take(line, facts);
    } catch {
      return refuse('unwritable');
    }
  };

  const take = (given: string, facts: LineFacts): Admission => {
    if (isClosed()) return refuse('closed');
    const isShort = fits(given, recordBytes);
    const line = isShort ? given : `${fit(given, recordBytes)}\n`;
    if (!isShort && oversize === 'drop') return fail(line, facts, { reason: 'too-large', error: 'too-large' });
    const group = groupOf(line, facts);
    if (group === undefined) return fail(line, facts, { reason: 'unkeyed', error: `unkeyed: ${keyFailure()}` });
    const verdict = admit(group, line, facts);
    if (verdict !== 'accepted') return refuse(verdict, group.name);
    counters.accepted += 1;
    return verdict;
  };

  const fail = (line: string, facts: LineFacts, failure: Failure): Admission => {
    setAside(line, facts, failure);
    return refuse(failure.reason);
  };

  const refuse = (reason: DropReason, group?: string): Admission => {
    onRefused(reason, group);
    return reason === 'closed' ? 'closed' : 'full';
  };

  return { accept };
};
