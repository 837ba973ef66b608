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
  /** Empties the list and answers what was in it. */
  takeAll(): readonly FailedLog[];
  readonly size: number;
};

/** `error` says more than the reason where there is more to say. */
export type Failure = { readonly reason: DropReason; readonly error?: string; readonly group?: string };

export const createFailedLogs = (most: number, read: ReadLine): FailedLogs => {
  let kept: FailedLog[] = [];

  const add = (failed: FailedLog): void => {
    kept.push(failed);
    if (kept.length > most) kept.shift();
  };

  const addLine: FailedLogs['addLine'] = (line, facts, { reason, error = reason, group }) => {
    const { message } = read(line, facts);
    add({ timestamp: facts.time, level: facts.level, message, error, reason, group, line: line.trimEnd() });
  };

  const addChunk = (chunk: Chunk, reason: DropReason, error: string): void => {
    for (let index = Math.max(0, countOf(chunk) - most); index < countOf(chunk); index += 1) {
      const severity = chunk.lines.severities[chunk.from + index] ?? 0;
      const facts = { time: chunk.lines.times[chunk.from + index] ?? 0, level: nameOfSeverity(severity), severity };
      addLine(lineAt(chunk, index), facts, { reason, error: `${reason}: ${error}`, group: chunk.group.name });
    }
  };

  const takeAll = (): readonly FailedLog[] => {
    const taken = kept;
    kept = [];
    return taken;
  };

  return {
    addLine,
    addChunk,
    list: () => [...kept],
    takeAll,
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
