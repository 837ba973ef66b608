import type { Chunk } from '../core/chunk.js';
import type { Clock } from '../core/clock.js';
import type { DropReason, HandlerEvent } from '../core/events.js';
import type { LineFacts } from '../core/line.js';
import { createDeadLetters } from './dead-letters/dead-letters.js';
import type { DeadLettersSettings } from './dead-letters/options.js';
import type { FailedLogs, Failure } from './failed-logs.js';
import type { Encryption } from './spool/encryption.js';
import { systemFiles } from './spool/files.js';

/** Where records end that are given up: among the failed logs where they are to blame themselves, and in the dead-letter store, if there is one. */
export type GivingUp = {
  /** Keeps the chunk's lines; answers how many are dead letters now, from the first on: the others are dropped. */
  chunk(chunk: Chunk, reason: DropReason, error?: string): number;
  /** The same for one line, and tells of it. */
  line(line: string, facts: LineFacts, failure: Failure): void;
  close(): void;
};

export type GivingUpSettings = {
  readonly deadLetters?: DeadLettersSettings | undefined;
  readonly encryptionKey?: Encryption | undefined;
  readonly spool?: { readonly directory: string } | undefined;
};

export type GivingUpDeps = {
  readonly clock: Clock;
  readonly failedLogs: FailedLogs;
  readonly observe: (event: HandlerEvent) => void;
};

export const createGivingUp = (settings: GivingUpSettings, { clock, failedLogs, observe }: GivingUpDeps): GivingUp => {
  const deadLetters =
    settings.deadLetters &&
    createDeadLetters(settings.deadLetters, {
      files: systemFiles,
      clock,
      encryption: settings.encryptionKey,
      spoolDirectory: settings.spool?.directory,
      onTrouble: (reason) => observe({ type: 'dead-letters', trouble: 'disk', reason, count: 1 }),
      onDeleted: ({ files }) => observe({ type: 'dead-letters', trouble: 'quota', reason: 'maxBytes', count: files }),
    });

  const chunk = (given: Chunk, reason: DropReason, error?: string): number => {
    if (error !== undefined) failedLogs.addChunk(given, reason, error);
    return deadLetters?.put({ chunk: given, reason, error: error ?? reason }) ?? 0;
  };

  const line = (text: string, facts: LineFacts, { reason, error, group }: Failure): void => {
    const failure = { reason, ...(error !== undefined && { error }), ...(group !== undefined && { group }) };
    if (error !== undefined) failedLogs.addLine(text, facts, failure);
    const isKept = deadLetters?.putLine(text, facts, failure) ?? false;
    const loss = { count: 1, bytes: 0, reason, group };
    observe(isKept ? { type: 'dead-lettered', ...loss } : { type: 'dropped', ...loss });
  };

  return { chunk, line, close: () => deadLetters?.close() };
};
