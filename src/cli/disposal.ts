import type { FailedLog } from '../core/handler.js';
import { tell } from './io.js';
import { removeEmpty, removeLog, removeSegment } from './remove.js';
import type { Part, ReplayOptions } from './replay-store.js';
import { createReturns } from './returns.js';
import type { Store } from './store.js';

/** Deletes what was delivered, and nothing else. */
export type Disposal = {
  /** All of the part was sent; `refused` of it were not taken, or more than are known. */
  dispose(part: Part, refused: readonly FailedLog[] | undefined): Promise<void>;
  readonly deleted: number;
  readonly isAnythingLeft: boolean;
  close(): void;
};

export const createDisposal = (
  store: Pick<Store, 'encryption' | 'flaws'>,
  { directory, io }: Pick<ReplayOptions, 'directory' | 'io'>,
): Disposal => {
  const returns = createReturns(directory, store.encryption);
  let deleted = 0;
  let isAnythingLeft = false;

  const leave = ({ log }: Part, why: string): void => {
    isAnythingLeft = true;
    tell(io, `${log.id} is not deleted: ${why}`);
  };

  const dispose: Disposal['dispose'] = async (part, refused) => {
    if (part.segments.some(({ path }) => store.flaws.isUnread(path))) return leave(part, 'not all of it could be read');
    if (refused === undefined) return leave(part, 'too many of its records were refused again');
    await (part.holds === 'spool' ? disposeLog(part, refused) : disposeLetters(part, refused));
  };

  const disposeLog = async (part: Part, refused: readonly FailedLog[]): Promise<void> => {
    if (refused.length > 0) return leave(part, 'some of its records were refused');
    await removeLog(part.log);
    deleted += part.segments.length;
  };

  const disposeLetters = async (part: Part, refused: readonly FailedLog[]): Promise<void> => {
    if (!returns.putAll(refused)) return leave(part, 'what was refused again could not be written to the disk');
    for (const segment of part.segments) {
      if (await removeSegment(segment)) deleted += 1;
      else leave(part, 'its service wrote to it meanwhile; run this again');
    }
    await removeEmpty(part.log);
  };

  return {
    dispose,
    get deleted() {
      return deleted;
    },
    get isAnythingLeft() {
      return isAnythingLeft;
    },
    close: returns.close,
  };
};
