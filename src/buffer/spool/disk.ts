import type { SpoolHealth } from '../../core/handler.js';
import type { Spool } from './spool.js';

/** What the hallway asks of the disk, where there is one. */
export type Disk = {
  /** Ends reading, so that nothing comes from disk any more. */
  quiesce(): Promise<void>;
  /** Lets go of the disk. */
  close(): Promise<void>;
  /** The same for a process that exits: as much of it as can be done within the call. */
  leave(): void;
  report(): SpoolHealth;
};

export const diskOf = ({ quiesce, close, leave, isAway, bytes, maxBytes, unreadBytes }: Spool): Disk => ({
  quiesce,
  close,
  leave,
  report: () => ({ state: isAway() ? 'away' : 'ok', bytes: bytes(), maxBytes, unreadBytes: unreadBytes() }),
});
