import type { Clock } from '../../core/clock.js';
import { createDiskTrouble } from './disk-trouble.js';

/** Whether the disk may be used now, and whoever wants to know hears when that changes. */
export type DiskWatch = {
  /** Default: now. */
  mayTry(now?: number): boolean;
  isAway(): boolean;
  worked(now: number, tookMs: number): void;
  failed(reason: string): void;
  /** What was before counts no more. */
  forgive(): void;
};

export type DiskWatchDeps = {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** The disk takes nothing any more, or again. */
  readonly onDisk: (state: 'away' | 'back', reason: string) => void;
};

export const createDiskWatch = ({ clock, onDisk }: DiskWatchDeps): DiskWatch => {
  let trouble = createDiskTrouble();
  let isAway = false;

  const worked = (now: number, tookMs: number): void => {
    trouble.succeeded(now, tookMs);
    const state = trouble.state();
    if (state.type === 'away') wentAway(state.reason);
    else if (isAway) {
      isAway = false;
      onDisk('back', '');
    }
  };

  const wentAway = (reason: string): void => {
    if (isAway) return;
    isAway = true;
    onDisk('away', reason);
  };

  return {
    mayTry: (now) => trouble.state().type === 'ok' || trouble.mayTry(now ?? clock.monotonic()),
    isAway: () => isAway,
    worked,
    failed: (reason) => {
      trouble.failed(clock.monotonic());
      wentAway(reason);
    },
    forgive: () => {
      trouble = createDiskTrouble();
    },
  };
};
