import type { DropReason, HandlerEvent } from '../core/events.js';
import { createLatencies, type Latencies } from './latencies.js';

/** What happened so far, counted. `received` and `accepted` are counted by the hallway itself, for they are on the hot path. */
export type Counters = {
  received: number;
  accepted: number;
  recovered: number;
  delivered: number;
  deadLettered: number;
  droppedInAll: number;
  readonly dropped: Partial<Record<DropReason, number>>;
  attempts: number;
  retries: number;
  mended: number;
  errors: number;
  readonly batches: { count: number; records: number; bytes: number; minRecords: number; maxRecords: number };
  readonly latencies: Latencies;
  lastDropAt: number;
  lastDeliveryAt: number;
};

export const createCounters = (now: number): Counters => ({
  received: 0,
  accepted: 0,
  recovered: 0,
  delivered: 0,
  deadLettered: 0,
  droppedInAll: 0,
  dropped: {},
  attempts: 0,
  retries: 0,
  mended: 0,
  errors: 0,
  batches: { count: 0, records: 0, bytes: 0, minRecords: 0, maxRecords: 0 },
  latencies: createLatencies(),
  lastDropAt: Number.NEGATIVE_INFINITY,
  lastDeliveryAt: now,
});

/** Counts one event; `now` is monotonic. */
export const count = (counters: Counters, event: HandlerEvent, now: number): void => {
  switch (event.type) {
    case 'attempt':
      counters.attempts += 1;
      if (event.again) counters.retries += 1;
      return;
    case 'delivered':
      countDelivered(counters, event, now);
      return;
    case 'dropped':
      counters.dropped[event.reason] = (counters.dropped[event.reason] ?? 0) + event.count;
      counters.droppedInAll += event.count;
      counters.lastDropAt = now;
      if (FAULTS.has(event.reason)) counters.errors += event.count;
      return;
    case 'dead-lettered':
      counters.deadLettered += event.count;
      counters.errors += event.count;
      return;
    case 'recovered':
      counters.recovered += event.count;
      return;
    case 'retrying':
    case 'held':
      counters.errors += 1;
      return;
    case 'disk':
      if (event.state === 'away') counters.errors += 1;
      return;
    case 'mended':
      counters.mended += 1;
      return;
    case 'cut':
    case 'endpoint':
    case 'fallback':
    case 'dead-letters':
    case 'left-alone':
    case 'audit':
      return;
  }
};

/** Records given up for a fault, not by policy. */
const FAULTS: ReadonlySet<DropReason> = new Set(['refused', 'too-large', 'unkeyed', 'rejected', 'unwritable']);

const countDelivered = (counters: Counters, event: Extract<HandlerEvent, { type: 'delivered' }>, now: number): void => {
  const { batches } = counters;
  counters.delivered += event.count;
  counters.lastDeliveryAt = now;
  counters.latencies.add(event.ms);
  batches.minRecords = batches.count === 0 ? event.count : Math.min(batches.minRecords, event.count);
  batches.maxRecords = Math.max(batches.maxRecords, event.count);
  batches.count += 1;
  batches.records += event.count;
  batches.bytes += event.bytes;
};
