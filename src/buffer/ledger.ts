import { bytesOf, type Chunk, countOf } from '../core/chunk.js';
import { weigh } from './page.js';

/** One account of everything that a handler holds. Records move waiting -> in flight -> (gone | waiting), and waiting <-> spooled; nothing else changes it. */
export type Ledger = {
  readonly waiting: number;
  readonly inFlight: number;
  /** On disk only. */
  readonly spooled: number;
  /** Of all these together, records that were accepted here, not by an earlier run. */
  held(): number;
  /** The others: records of earlier runs. */
  readonly adopted: number;
  readonly bytes: number;
  /** Of these, what is on loan: it cannot be given up. */
  readonly lentBytes: number;
  readonly peakBytes: number;
  enter(weight: number): void;
  /** What is held weighs this much more than it was thought to. */
  reweigh(bytes: number): void;
  lend(count: number, weight: number): void;
  /** A lease of this weight ends, and so many of its records wait again. */
  giveBack(count: number, weight: number): void;
  /** Records in flight leave by count when their outcome is known; their memory (`weight`) is free when the lease is settled. */
  leave(from: 'waiting' | 'inFlight' | 'spooled', count: number, weight: number): void;
  /** Waiting records are on disk only from now on; with negative numbers, the way back. */
  stow(count: number, weight: number): void;
  /** Records were found on disk. */
  recover(count: number): void;
  adoptedGone(count: number): void;
};

export const createLedger = (): Ledger => {
  const ledger = {
    waiting: 0,
    inFlight: 0,
    spooled: 0,
    adopted: 0,
    bytes: 0,
    lentBytes: 0,
    peakBytes: 0,
    held: (): number => ledger.waiting + ledger.inFlight + ledger.spooled - ledger.adopted,
    enter: (weight: number): void => {
      ledger.waiting += 1;
      ledger.bytes += weight;
      if (ledger.bytes > ledger.peakBytes) ledger.peakBytes = ledger.bytes;
    },
    reweigh: (bytes: number): void => {
      ledger.bytes += bytes;
    },
    lend: (count: number, weight: number): void => {
      ledger.waiting -= count;
      ledger.inFlight += count;
      ledger.lentBytes += weight;
    },
    giveBack: (count: number, weight: number): void => {
      ledger.waiting += count;
      ledger.inFlight -= count;
      ledger.lentBytes -= weight;
    },
    leave: (from: 'waiting' | 'inFlight' | 'spooled', count: number, weight: number): void => {
      ledger[from] -= count;
      ledger.bytes -= weight;
    },
    stow: (count: number, weight: number): void => {
      ledger.waiting -= count;
      ledger.spooled += count;
      ledger.bytes -= weight;
    },
    recover: (count: number): void => {
      ledger.spooled += count;
      ledger.adopted += count;
    },
    adoptedGone: (count: number): void => {
      ledger.adopted -= count;
    },
  };
  return ledger;
};

export const weightOf = (chunk: Chunk): number => weigh(bytesOf(chunk), countOf(chunk), chunk.from === 0);
