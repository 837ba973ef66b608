import { nameOfSeverity } from '../core/severity.js';
import type { Courier, Parcel } from './courier.js';
import { createDisposal } from './disposal.js';
import type { StoredLog, StoredSegment } from './find-logs.js';
import { type Io, tell } from './io.js';
import { createJudge, type Judge } from './judge.js';
import { keyOf } from './meta-line.js';
import { peek } from './peek.js';
import type { Refusals } from './refusals.js';
import type { Filter, Store } from './store.js';
import type { StoredRecord } from './stored-record.js';

export type ReplayOptions = {
  readonly directory: string;
  readonly courier: Pick<Courier, 'send' | 'settle'>;
  readonly refusals: Refusals;
  readonly io: Io;
  readonly values: Filter & { readonly log?: string | undefined; readonly purge: boolean };
};

export type Replayed = {
  /** False: the collector takes nothing any more. */
  readonly isDone: boolean;
  /** Files that were deleted. */
  readonly deleted: number;
  /** Something was left where it is, of which stderr was told. */
  readonly isAnythingLeft: boolean;
};

/** What is sent, and may be deleted, as a whole: one file of dead letters, or one log of a spool. */
export type Part = { readonly log: StoredLog; readonly segments: readonly StoredSegment[]; readonly holds: 'dead letters' | 'spool' };

/** Sends a store part by part; each is deleted, where that is wished, as soon as all of it is delivered. */
export const replayStore = async (store: Store, options: ReplayOptions): Promise<Replayed> => {
  const { courier, refusals, io, values } = options;
  const disposal = values.purge ? createDisposal(store, options) : undefined;
  const choice = { stateOf: createJudge(), isNamed: values.log !== undefined };
  let isAnythingLeft = false;
  const replayed = (isDone: boolean): Replayed => ({
    isDone,
    deleted: disposal?.deleted ?? 0,
    isAnythingLeft: isAnythingLeft || disposal?.isAnythingLeft === true,
  });
  try {
    for (const log of store.logs) {
      const parts = await partsOf(store, log, choice);
      if (typeof parts === 'string') {
        tell(io, `${log.id} is left alone: ${parts}`);
        isAnythingLeft = true;
        continue;
      }
      for (const part of parts) {
        if (!(await sendPart(store, part, { courier, values }))) return replayed(false);
        await disposal?.dispose(part, refusals.take());
      }
    }
    return replayed(true);
  } finally {
    disposal?.close();
  }
};

/** A word instead: why it must not be sent. */
const partsOf = async (
  store: Store,
  log: StoredLog,
  { stateOf, isNamed }: { readonly stateOf: Judge; readonly isNamed: boolean },
): Promise<readonly Part[] | string> => {
  if (log.segments.length === 0) return [];
  const { kind } = await peek(store, log);
  if (kind === 'dead letters') return log.segments.map((segment) => ({ log, segments: [segment], holds: kind }));
  const state = await stateOf(log);
  if (state === 'alive') return 'a process that runs is sending it';
  if (state === 'unknown' && !isNamed) return 'nobody here can tell whether its process is gone; if you are sure, name it by --log';
  return [{ log, segments: log.segments, holds: 'spool' }];
};

/** False when the collector takes nothing any more. */
const sendPart = async (
  store: Store,
  { log, segments }: Part,
  { courier, values }: Pick<ReplayOptions, 'courier' | 'values'>,
): Promise<boolean> => {
  for await (const batch of store.recordsOf(log, { group: values.group }, segments)) {
    for (const record of batch) if (!(await courier.send(parcelOf(record)))) return false;
  }
  return courier.settle();
};

const parcelOf = ({ line, group, time, severity }: StoredRecord): Parcel => ({
  line: line.toString(),
  key: keyOf(group),
  facts: { time, severity, level: nameOfSeverity(severity) },
});
