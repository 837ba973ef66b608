import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { onTestFinished } from 'vitest';
import { type Audit, createAudit } from '../../src/audit/audit.js';
import type { AuditOptions } from '../../src/audit/audit-options.js';
import { auditSchema } from '../../src/audit/options.js';
import type { TrailDisk } from '../../src/audit/trail-file.js';
import type { Chunk } from '../../src/core/chunk.js';
import type { Clock } from '../../src/core/clock.js';
import type { Group } from '../../src/core/group.js';
import { oneLine } from '../../src/security/quote.js';
import { createFakeClock } from '../kit/fake-clock.js';

export const SECRET = Buffer.alloc(32, 7);

export const freshFile = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'logferry-audit-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'audit.ndjson');
};

export type Scene = {
  readonly audit: Audit;
  readonly clock: ReturnType<typeof createFakeClock>;
  readonly troubles: readonly string[];
  /** What was handed to `onCheckpoint`. */
  readonly checkpoints: readonly string[];
  /** Lines as they are shipped, without their newlines. */
  readonly shipped: string[];
  /** Seals a record in a turn of its own, and ships it. */
  log(group: string, fields: object): string;
};

export const stage = ({ disk, ...options }: AuditOptions & { readonly disk?: TrailDisk } = {}): Scene => {
  const clock = createFakeClock();
  const troubles: string[] = [];
  const checkpoints: string[] = [];
  const shipped: string[] = [];
  const settings = v.parse(auditSchema, {
    file: freshFile(),
    key: SECRET,
    onCheckpoint: (line: string) => checkpoints.push(line),
    ...options,
  });
  const turns = createTurns(clock);
  const audit = createAudit(settings, {
    clock: { ...clock, setTimer: turns.setTimer },
    oneLine,
    disk,
    onTrouble: (reason) => troubles.push(reason),
  });
  const log = (group: string, fields: object): string => {
    const line = audit.seal(groupOf(group), `${JSON.stringify(fields)}\n`).slice(0, -1);
    shipped.push(line);
    turns.end();
    return line;
  };
  return { audit, clock, troubles, checkpoints, shipped, log };
};

/** Holds what waits for the next turn of the event loop until `end`; all else waits for the clock. */
const createTurns = (clock: Clock): { readonly setTimer: Clock['setTimer']; end(): void } => {
  let next: (() => void) | undefined;
  const setTimer: Clock['setTimer'] = (ms, run, hold) => {
    if (ms > 0) return clock.setTimer(ms, run, hold);
    next = run;
    return () => {
      next = undefined;
    };
  };
  const end = (): void => {
    const run = next;
    next = undefined;
    run?.();
  };
  return { setTimer, end };
};

export const groupOf = (name: string): Group => ({ name: JSON.stringify(name), key: name });

/** Lines, without their newlines, as a chunk of a group. */
export const chunkOf = (lines: readonly string[]): Chunk => {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  let end = 0;
  const ends = lines.map((line) => {
    end += Buffer.byteLength(line) + 1;
    return end;
  });
  const zeros = lines.map(() => 0);
  return {
    id: 'x',
    order: 0,
    group: groupOf('x'),
    lines: { bytes, ends, times: zeros, severities: zeros },
    from: 0,
    to: lines.length,
    reason: 'count',
  };
};

export const linesOf = (file: string): readonly string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1);
