import { createDeadLetters } from '../buffer/dead-letters/dead-letters.js';
import { factsOf } from '../buffer/failed-logs.js';
import type { Encryption } from '../buffer/spool/encryption.js';
import { systemFiles } from '../buffer/spool/files.js';
import { systemClock } from '../core/clock.js';
import type { FailedLog } from '../core/handler.js';

/** Dead letters that were refused again go back to where they lay, with the new reason, so that their old file can be deleted. */
export type Returns = {
  /** Whether all of them stand on disk again. */
  putAll(logs: readonly FailedLog[]): boolean;
  close(): void;
};

export const createReturns = (directory: string, encryption: Encryption | undefined): Returns => {
  const letters = createDeadLetters(
    { directory, maxBytes: Number.MAX_SAFE_INTEGER, keep: 'refused' },
    { files: systemFiles, clock: systemClock, encryption, onTrouble: () => {}, onDeleted: () => {} },
  );
  return { putAll: (logs) => logs.every((log) => letters.putLine(log.line, factsOf(log), log)), close: letters.close };
};
