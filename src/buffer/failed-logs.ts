import { type Chunk, countOf, lineAt } from '../core/chunk.js';
import type { DropReason } from '../core/events.js';
import type { FailedLog } from '../core/handler.js';
import type { LineFacts, ReadLine } from '../core/line.js';
import { INFO, nameOfSeverity, severityOfName } from '../core/severity.js';

/**
 * The last records that were given up for a reason of their own: refused, too large, without a key. What the overflow policy
 * sheds is counted but not kept, for keeping it would need the room that there is not.
 */
export type FailedLogs = {
  addLine(line: string, facts: LineFacts, failure: Failure): void;
  addChunk(chunk: Chunk, reason: DropReason, error: string): void;
  list(): readonly FailedLog[];
  /**
   * Hands each to `accept` once more, oldest first; answers how many it took. What it did not take stays, and so does what a rule rejected: its
   * masked line shows no more why.
   */
  retry(accept: (log: FailedLog) => boolean): number;
  readonly size: number;
};

/** `error` says more than the reason where there is more to say. */
export type Failure = { readonly reason: DropReason; readonly error?: string | undefined; readonly group?: string | undefined };

/** Messages are read from the lines when somebody looks: kept beside them they would take as much room again. */
type Kept = Omit<FailedLog, 'message'>;

/** However many logs are kept, their lines are no longer than this together, in UTF-16 units. */
const MOST_UNITS = 4 * 1024 * 1024;

export const createFailedLogs = (most: number, read: ReadLine): FailedLogs => {
  let kept: Kept[] = [];
  let units = 0;
  let added = 0;

  const add = (log: Kept): void => {
    added += 1;
    kept.push(log);
    units += log.line.length;
    while (kept.length > most || units > MOST_UNITS) units -= kept.shift()?.line.length ?? units;
  };

  const addLine: FailedLogs['addLine'] = (line, facts, { reason, error = reason, group }) =>
    add({ timestamp: facts.time, level: facts.level, error, reason, group, line: line.trimEnd() });

  const addChunk = (chunk: Chunk, reason: DropReason, error: string): void => {
    for (let index = Math.max(0, countOf(chunk) - most); index < countOf(chunk); index += 1) {
      const severity = chunk.lines.severities[chunk.from + index] ?? 0;
      const facts = { time: chunk.lines.times[chunk.from + index] ?? 0, level: nameOfSeverity(severity), severity };
      addLine(lineAt(chunk, index), facts, { reason, error: `${reason}: ${error}`, group: chunk.group.name });
    }
  };

  const withMessage = ({ timestamp, level, ...rest }: Kept): FailedLog => {
    const { message } = read(rest.line, factsOf({ timestamp, level }));
    return { timestamp, level, message, ...rest };
  };

  const retry = (accept: (log: FailedLog) => boolean): number => {
    const before = kept;
    kept = [];
    units = 0;
    return before.filter((log) => {
      const addedBefore = added;
      const isTaken = log.reason !== 'rejected' && accept(withMessage(log));
      if (!isTaken && added === addedBefore) add(log);
      return isTaken;
    }).length;
  };

  return {
    addLine,
    addChunk,
    list: () => kept.map(withMessage),
    retry,
    get size() {
      return kept.length;
    },
  };
};

/** What a line needs to be handed in again. */
export const factsOf = ({ timestamp, level }: Pick<FailedLog, 'timestamp' | 'level'>): LineFacts => ({
  time: timestamp,
  level,
  severity: severityOfName(level) ?? INFO,
});
