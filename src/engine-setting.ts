import type { Files } from './buffer/spool/files.js';
import type { Clock } from './core/clock.js';

/** What an engine is given besides its options. */
export type EngineSetting = {
  readonly clock?: Clock;
  /** Where the spool is: for tests of disks that fail. */
  readonly files?: Files | undefined;
  /** In a worker: the name under which the main thread asks for this engine. Default: a new one. */
  readonly id?: string | undefined;
  /** In a worker: resolves when no more lines are on their way in. */
  readonly quiet?: () => Promise<void>;
};
