import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { BufferSettings } from '../../src/buffer/options.js';
import { createRecordBuffer, type RecordBuffer } from '../../src/buffer/record-buffer.js';
import type { Encryption } from '../../src/buffer/spool/encryption.js';
import type { SpoolSettings } from '../../src/buffer/spool/options.js';
import { type Chunk, countOf, lineAt } from '../../src/core/chunk.js';
import { ADOPTED, type DropReason, type HandlerEvent } from '../../src/core/events.js';
import type { Lease } from '../../src/core/lease.js';
import { groupNamed } from '../../src/grouping/group-of.js';
import { oneLine } from '../../src/security/quote.js';
import { createFakeClock, type FakeClock } from './fake-clock.js';
import { createMortalFiles, type MortalFiles } from './mortal-files.js';
import { letGo, logsIn } from './spool-files.js';
import { until } from './until.js';

/** One run of a buffer with a spool, on a disk and a clock of its own. It ends by `close`, or by `crash`, as if its process had been killed. */
export type Life = {
  readonly buffer: RecordBuffer;
  readonly clock: FakeClock;
  readonly disk: MortalFiles;
  readonly events: readonly HandlerEvent[];
  /** Where its log is. */
  readonly path: () => string;
  /** Whether the collector is known to be away. */
  setAway(isAway: boolean): void;
  put(group: string, fields: Readonly<Record<string, unknown>>, severity?: number): 'accepted' | DropReason;
  take(): Lease | undefined;
  /** These lines of the lease were taken by the collector. */
  delivered(lease: Lease, slice: Chunk): void;
  /** What was dropped after it was accepted, of all reasons or of one. */
  dropped(reason?: DropReason): number;
  recovered(): number;
  /** Records that are not gone yet, and bytes that were not looked at. */
  held(): number;
  /** Runs what can run without time, and what reads. */
  settle(): Promise<void>;
  advance(ms: number): Promise<void>;
  /** Takes and delivers all that can be delivered, as far as that needs no time; the texts of the records, in order. */
  deliver(): Promise<string[]>;
  /** The same with time passing, until nothing is left. */
  drain(): Promise<string[]>;
  /** `received + recovered = delivered + dropped + spooled + waiting + in flight`, nothing below zero. */
  expectBalanced(): void;
  crash(): void;
  close(): Promise<void>;
};

export type LifeOptions = {
  readonly directory: string;
  readonly settings?: Partial<BufferSettings>;
  readonly spool?: Partial<Omit<SpoolSettings, 'directory'>>;
  readonly encryptionKey?: Encryption | undefined;
  readonly disk?: MortalFiles;
  readonly clock?: FakeClock;
};

const KIB = 1024;

const BUFFER: BufferSettings = {
  capacity: 1000,
  chunkSize: 5,
  maxChunkBytes: 16 * KIB,
  flushIntervalMs: 1000,
  maxBufferBytes: 64 * KIB,
  maxGroups: 10_000,
  overflow: 'drop-oldest',
  oversize: 'truncate',
  ordering: 'strict',
};

const SPOOL: Omit<SpoolSettings, 'directory'> = {
  mode: 'journal',
  fsync: 'never',
  fsyncIntervalMs: 1000,
  maxBytes: 1024 * KIB,
  maxAgeMs: 72 * 3_600_000,
};

/** Begins a run in the directory; resolves when it has looked at what earlier runs left there. */
export const openLife = async (options: LifeOptions): Promise<Life> => {
  const { directory, settings, spool, encryptionKey, disk = createMortalFiles(), clock = createFakeClock() } = options;
  const events: HandlerEvent[] = [];
  const counts = { received: 0, delivered: 0 };
  let isAway = false;

  const observe = (event: HandlerEvent): void => {
    events.push(event);
    if (event.type === 'dropped' && event.order === ADOPTED) buffer.ledger.adoptedGone(event.count);
  };

  const buffer = createRecordBuffer(
    { ...BUFFER, ...settings, spool: { ...SPOOL, ...spool, directory }, encryptionKey },
    {
      clock,
      files: disk.files,
      idPrefix: 'x',
      oneLine,
      sendsCopies: () => true,
      observe,
      onReady: () => {},
      setAside: () => 0,
      groupOf: groupNamed,
      collectorIsAway: () => isAway,
      isFlushing: () => false,
    },
  );
  const path = (): string => join(directory, logsIn(directory).find((log) => existsSync(join(directory, log, 'owner.json'))) ?? 'none');

  const put: Life['put'] = (name, fields, severity = 9) => {
    const group = { name: JSON.stringify(name), key: name };
    const admission = buffer.admit(group, `${JSON.stringify({ g: name, ...fields })}\n`, {
      time: clock.wallTime(),
      level: 'info',
      severity,
    });
    if (admission === 'accepted') counts.received += 1;
    return admission;
  };

  const delivered = (lease: Lease, slice: Chunk): void => {
    lease.done(slice);
    counts.delivered += countOf(slice);
    buffer.ledger.leave('inFlight', countOf(slice), 0);
    if (slice.order === ADOPTED) buffer.ledger.adoptedGone(countOf(slice));
  };

  const sum = (type: 'dropped' | 'recovered', reason?: DropReason): number =>
    events.reduce((total, event) => {
      if (event.type !== type || (event.type === 'dropped' && reason !== undefined && event.reason !== reason)) return total;
      return total + event.count;
    }, 0);

  const settle = async (): Promise<void> => {
    await clock.settle();
    await clock.settle();
  };

  const deliver = async (): Promise<string[]> => {
    const texts: string[] = [];
    buffer.cutAll('flush');
    await settle();
    for (let lease = buffer.take(clock.now); lease !== undefined; lease = buffer.take(clock.now)) {
      texts.push(...textsOf(lease.chunk));
      lease.sending(lease.chunk);
      delivered(lease, lease.chunk);
      lease.settle([]);
      await settle();
    }
    return texts;
  };

  const held = (): number => {
    const { waiting, inFlight, spooled } = buffer.ledger;
    return waiting + inFlight + spooled + (buffer.disk?.report().unreadBytes ?? 0);
  };

  const drain = async (): Promise<string[]> => {
    const texts: string[] = [];
    for (let round = 0; round === 0 || held() > 0; round += 1) {
      if (round > MOST_ROUNDS) throw new Error(`never drained: ${JSON.stringify({ ...buffer.ledger, ...buffer.disk?.report() })}`);
      const got = await deliver();
      texts.push(...got);
      if (got.length === 0) await advance(1000);
    }
    return texts;
  };

  const advance = async (ms: number): Promise<void> => {
    await clock.advance(ms);
    await settle();
  };

  const expectBalanced = (): void => {
    const { waiting, inFlight, spooled, bytes, lentBytes } = buffer.ledger;
    const own = buffer.ledger.held();
    const places = { delivered: counts.delivered, dropped: sum('dropped'), spooled, waiting, inFlight };
    const told = JSON.stringify({ ...counts, recovered: sum('recovered'), ...places, bytes, lentBytes, own });
    const total = Object.values(places).reduce((one, other) => one + other, 0);
    expect(total, told).toBe(counts.received + sum('recovered'));
    expect(Math.min(...Object.values(places), bytes, lentBytes, own), told).toBeGreaterThanOrEqual(0);
  };

  // The first look at what there is begins now, and has set its timer for the next one when it is over.
  const timers = clock.pendingTimers();
  await clock.advance(0);
  await until(() => clock.pendingTimers() >= timers, { what: 'the spool has been looked through' });
  await settle();

  return {
    buffer,
    clock,
    disk,
    events,
    path,
    setAway: (next) => {
      isAway = next;
      if (isAway) buffer.secure();
    },
    put,
    take: () => buffer.take(clock.now),
    delivered,
    dropped: (reason) => sum('dropped', reason),
    recovered: () => sum('recovered'),
    held,
    settle,
    advance,
    deliver,
    drain,
    expectBalanced,
    crash: () => {
      disk.die();
      buffer.stopTimer();
      letGo(path());
    },
    close: async () => {
      await buffer.disk?.quiesce();
      buffer.abandon();
      buffer.stopTimer();
      const closed = buffer.disk?.close();
      await settle();
      await clock.advance(50);
      await closed;
    },
  };
};

const MOST_ROUNDS = 200;

export const textsOf = (chunk: Chunk): string[] => Array.from({ length: countOf(chunk) }, (_, index) => lineAt(chunk, index));
