import { backgroundFiles } from '../buffer/spool/background-files.js';
import { systemFiles } from '../buffer/spool/files.js';
import { isAlive, type Liveness } from '../buffer/spool/liveness.js';
import { readSelf } from '../buffer/spool/owner.js';
import { systemClock } from '../core/clock.js';
import type { StoredLog } from './find-logs.js';

/** Whether the process lives that sends a log: the one that made it, or that adopted it. */
export type Judge = (log: StoredLog) => Promise<Liveness>;

export const createJudge = (): Judge => {
  const deps = { files: backgroundFiles, clock: systemClock, self: readSelf(systemFiles) };
  return ({ home }) => isAlive(home, deps);
};
