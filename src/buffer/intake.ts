import type { DropReason } from '../core/events.js';
import type { Group } from '../core/group.js';
import type { LineFacts } from '../core/line.js';
import type { Admission } from '../core/record.js';

export type IntakeDeps = {
  readonly recordBytes: number;
  readonly oversize: 'truncate' | 'drop';
  readonly fits: (line: string, maxBytes: number) => boolean;
  /** Cuts a line that is too long into one that is not. */
  readonly fit: (line: string, maxBytes: number) => string;
  /** Leaves nothing in a line that any reader takes for a line break. */
  readonly oneLine: (line: string) => string;
  readonly groupOf: (line: string, facts: LineFacts) => Group | undefined;
  readonly admit: (group: Group, line: string, facts: LineFacts) => 'accepted' | DropReason;
  readonly isClosed: () => boolean;
  /** Keeps a line that failed on its own account. */
  readonly setAside: (line: string, facts: LineFacts, failure: { readonly reason: DropReason }) => void;
  readonly onRefused: (reason: DropReason, group: string | undefined) => void;
  readonly counters: { received: number; accepted: number };
};

export type Intake = { accept(line: string, facts: LineFacts): Admission };

/** The way of one line into the buffer: length, group, room. It never throws, whatever the user's key function does. */
export const createIntake = (deps: IntakeDeps): Intake => {
  const { recordBytes, oversize, fits, fit, oneLine, groupOf, admit, isClosed, setAside, onRefused, counters } = deps;

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
    const line = oneLine(isShort ? given : fit(given, recordBytes));
    if (!isShort && oversize === 'drop') return fail('too-large', line, facts);
    const group = groupOf(line, facts);
    if (group === undefined) return fail('unkeyed', line, facts);
    const verdict = admit(group, line, facts);
    if (verdict !== 'accepted') return refuse(verdict, group.name);
    counters.accepted += 1;
    return verdict;
  };

  const fail = (reason: DropReason, line: string, facts: LineFacts): Admission => {
    setAside(line, facts, { reason });
    return refuse(reason);
  };

  const refuse = (reason: DropReason, group?: string): Admission => {
    onRefused(reason, group);
    return reason === 'closed' ? 'closed' : 'full';
  };

  return { accept };
};
