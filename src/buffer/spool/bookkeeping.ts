import type { Chunk } from '../../core/chunk.js';
import type { Entry } from './entry.js';
import { markOf, rangeOf, runsOf } from './stored.js';

/** Notes in the log that these lines go out under this id. */
export const markOnDisk = (entry: Entry | undefined, slice: Chunk): void => {
  const mark = entry && markOf(slice);
  if (entry !== undefined && mark !== undefined) entry.log.sending(entry, mark);
};

/** Notes in the log that these lines are needed no more. */
export const forgetOnDisk = (entry: Entry | undefined, slice: Chunk): void => {
  if (entry === undefined) return;
  for (const run of runsOf(slice)) entry.log.done(entry, ...rangeOf(run));
};
