import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startCrashChild } from './crash-child.js';
import { until } from './until.js';

export type HeirOptions = {
  readonly url: string;
  /** The option; its `directory` is where the dead left their logs. */
  readonly spool: { readonly directory: string };
  readonly timeoutMs?: number;
};

/**
 * A service that has nothing of its own to say: it delivers what the dead left in a spool directory, and ends in order when no
 * segment is left there. Resolves to what it wrote to stderr.
 */
export const runHeir = async ({ url, spool, timeoutMs = 20_000 }: HeirOptions): Promise<readonly string[]> => {
  const options = { url, spool, idempotencyKey: true, retry: { baseMs: 5, capMs: 50 } };
  const heir = await startCrashChild({ order: { door: 'handler', options, first: 0, records: 0 } });
  await heir.opened;
  try {
    await until(() => segmentsIn(spool.directory).length === 0, {
      timeoutMs,
      everyMs: 20,
      what: `no segment is left in ${spool.directory}`,
    });
  } finally {
    heir.kill('SIGTERM');
  }
  await heir.ended;
  return heir.stderr;
};

/** Paths, within a spool directory, of all segments of all logs. A directory that goes while it is read is read again. */
export const segmentsIn = (directory: string): readonly string[] => {
  if (!existsSync(directory)) return [];
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.seg'));
  } catch {
    return segmentsIn(directory);
  }
};

/** Bytes of all segments there. */
export const bytesIn = (directory: string): number =>
  segmentsIn(directory).reduce((sum, name) => sum + (statSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0), 0);
