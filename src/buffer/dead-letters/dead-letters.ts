import { type Chunk, countOf, lineEnds, packedLines, recordIdAt } from '../../core/chunk.js';
import type { DropReason } from '../../core/events.js';
import type { LineFacts } from '../../core/line.js';
import { isKept } from './is-kept.js';
import { createLetterBox, type LetterBoxDeps } from './letter-box.js';
import type { DeadLettersSettings } from './options.js';
import { refuseUnsafe } from './refuse-unsafe.js';

/**
 * Where records go that are given up. It is all synchronous, for whoever gives up a record must know at once whether to count it as a
 * dead letter or as dropped; and it never throws, nor waits for a disk that fails.
 */
export type DeadLetters = {
  /** How many of the chunk's lines are kept, from the first on; none where such a reason is not kept. */
  put(entry: { readonly chunk: Chunk; readonly reason: DropReason; readonly error: string }): number;
  /** Whether it is kept. The line may end with a newline. */
  putLine(line: string, facts: LineFacts, failure: Failure): boolean;
  close(): void;
};

/** `error` says more than the reason where there is more to say; `group` is the canonical text of the key, where there is one. */
export type Failure = { readonly reason: DropReason; readonly error?: string | undefined; readonly group?: string | undefined };

export type DeadLettersDeps = LetterBoxDeps & {
  /** Where the spool lies, if there is one. */
  readonly spoolDirectory?: string | undefined;
};

/** @throws ConfigurationError for a directory that must not be used. Nothing is made or written before the first dead letter. */
export const createDeadLetters = (settings: DeadLettersSettings, deps: DeadLettersDeps): DeadLetters => {
  const { keep } = settings;
  const { clock, files } = deps;
  refuseUnsafe(settings.directory, deps.spoolDirectory, files);
  const box = createLetterBox(settings, deps);

  const put: DeadLetters['put'] = ({ chunk, reason, error }) => {
    if (!isKept(keep, reason)) return 0;
    const { times, severities } = chunk.lines;
    const group = chunk.group.name;
    const bytes = packedLines(chunk);
    const ends = lineEnds(chunk);
    const at = clock.wallTime();
    let index = 0;
    for (; index < countOf(chunk); index += 1) {
      const line = bytes.subarray(ends[index - 1] ?? 0, ends[index]);
      const [time, severity] = [times[chunk.from + index] ?? at, severities[chunk.from + index] ?? 0];
      if (!box.put({ reason, error, at, id: recordIdAt(chunk, index), group, time, severity, line })) break;
    }
    return index;
  };

  const putLine: DeadLetters['putLine'] = (line, { time, severity }, { reason, error = reason, group }) =>
    isKept(keep, reason) &&
    box.put({ reason, error, at: clock.wallTime(), group, time, severity, line: Buffer.from(line.endsWith('\n') ? line : `${line}\n`) });

  return { put, putLine, close: box.close };
};
