import type { Clock } from '../../core/clock.js';
import { type AdoptionDeps, adoptOrphans } from './orphans.js';

/** Looks for logs whose owners died, as long as it is not stopped. */
export type Adoption = {
  /** First at once, then each half a minute or so. `onAdopted` gets the directories that are this engine's now, oldest first. */
  start(onAdopted: (logPaths: readonly string[]) => void): void;
  /** Whether the first look is over. */
  hasLooked(): boolean;
  /** Resolves when nothing is being adopted any more. What was adopted until then, and not told, waits for the next who looks. */
  stop(): Promise<void>;
};

/** An orphan finds a home within a minute, and processes that were started together do not look together. */
const PAUSE_MS = 30_000;
/** When a round left orphans for the next. */
const SHORT_PAUSE_MS = 2000;

export type ScheduleDeps = Omit<AdoptionDeps, 'isStopped'> & {
  readonly clock: Pick<Clock, 'random' | 'setTimer'>;
  readonly onTrouble: (error: unknown) => void;
};

export const createAdoption = (deps: ScheduleDeps): Adoption => {
  const { clock, onTrouble } = deps;
  let isStopped = false;
  let hasLooked = false;
  let cancelTimer = (): void => {};
  let round = Promise.resolve();

  const schedule = (inMs: number, onAdopted: (logPaths: readonly string[]) => void): void => {
    cancelTimer = clock.setTimer(inMs, () => {
      round = look(onAdopted);
    });
  };

  const look = async (onAdopted: (logPaths: readonly string[]) => void): Promise<void> => {
    let pauseMs = PAUSE_MS * (0.5 + clock.random());
    try {
      const { adopted, hasMore } = await adoptOrphans({ ...deps, isStopped: () => isStopped });
      if (hasMore) pauseMs = SHORT_PAUSE_MS;
      if (adopted.length > 0 && !isStopped) onAdopted(adopted);
    } catch (error) {
      onTrouble(error);
    }
    hasLooked = true;
    if (!isStopped) schedule(pauseMs, onAdopted);
  };

  return {
    start: (onAdopted) => schedule(0, onAdopted),
    hasLooked: () => hasLooked,
    stop: () => {
      isStopped = true;
      cancelTimer();
      return round;
    },
  };
};
