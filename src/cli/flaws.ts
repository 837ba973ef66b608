import type { ReadEnd } from '../buffer/spool/segment-reader.js';
import { type Io, tell } from './io.js';
import { amount, showBytes } from './units.js';

/** What could not be read, by segment, summed up for the person who asked. A segment may be read more than once. */
export type Flaws = {
  /** So many bytes of it, from its beginning to where it is read now. */
  damaged(path: string, bytes: number): void;
  ended(path: string, end: ReadEnd): void;
  /** Whether there is more in it than could be read. */
  isUnread(path: string): boolean;
  /** Says what was found, and the cure; answers whether there was anything. */
  tell(io: Io): boolean;
};

export const createFlaws = (): Flaws => {
  const damagedBytes = new Map<string, number>();
  const unread = new Map<string, Unread>();
  return {
    damaged: (path, bytes) => {
      if (bytes > 0) damagedBytes.set(path, bytes);
    },
    ended: (path, end) => {
      if (end !== 'end' && end !== 'missing') unread.set(path, end);
    },
    isUnread: (path) => unread.has(path),
    tell: (io) => {
      const ends = [...unread.values()];
      const damaged = [...damagedBytes.values()].reduce((sum, bytes) => sum + bytes, 0);
      if (damaged > 0) tell(io, `${showBytes(damaged)} in ${amount(damagedBytes.size, 'file')} are damaged and were skipped`);
      for (const end of new Set(ends)) tell(io, `${amount(ends.filter((each) => each === end).length, 'file')}: ${CURES[end]}`);
      return damaged > 0 || ends.length > 0;
    },
  };
};

/** Its owner deletes what it has sent: `missing` is no flaw. */
type Unread = Exclude<ReadEnd, 'end' | 'missing'>;

const CURES: Readonly<Record<Unread, string>> = {
  refused: 'not a plain file and left alone; find out who put it there',
  unsupported: 'written by a later version of logferry; use that version',
  locked: 'encrypted with a key that is not given; give it by --key-file',
  unreadable: 'cannot be read; check the permissions (0600, of the service) and the disk',
};
