import type { RequestListener } from 'node:http';
import type { TlsOptions } from 'node:tls';
import { type Counts, createArchive, type Goal, type Keep } from './archive.js';
import { collect } from './collect.js';
import type { CollectedRequest } from './collected-request.js';
import { type Exchange, openExchange } from './exchange.js';
import type { FailurePlan } from './failure-plan.js';
import type { Settle } from './fate.js';
import { fateOf, isBlind } from './fate-of.js';
import { type Listener, openListener } from './listener.js';
import { createPlanBook } from './plan-book.js';
import { UNREAD } from './request-body.js';

/** Where a collector listens, and what it keeps. */
export type CollectorOptions = {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** With a key and a certificate the collector speaks HTTPS; with `ca`, `requestCert` it asks for client certificates. Default: HTTP. */
  readonly tls?: TlsOptions;
  /** `counts` keeps and parses nothing, so that a benchmark measures its sender and not this collector. Default `everything`. */
  readonly keep?: Keep;
};

/** A local HTTP collector for tests. It takes whatever is sent to it, unless told to fail. */
export type Collector = {
  /** Origin, without a path: the collector takes any path. */
  readonly url: string;
  /** Every request whose fate is known, refused and broken ones too, oldest first. Empty with `keep: 'counts'`. */
  readonly requests: readonly CollectedRequest[];
  /** Every record taken, oldest first. Empty with `keep: 'counts'`. */
  readonly records: readonly unknown[];
  readonly counts: Counts;
  readonly connections: { readonly open: number; readonly total: number };
  /** Requests that have neither their answer nor lost their client: now, and the most at any time. */
  readonly inFlight: { readonly now: number; readonly peak: number };
  /** Records taken, by the value of a request header; `''` for requests without it. */
  recordsBy(headerName: string): ReadonlyMap<string, readonly unknown[]>;
  /** Keys of the records that were taken more than once. */
  duplicates(keyOf: (record: unknown) => unknown): readonly unknown[];
  /** Calls back for each request when its fate is known, just before an answer goes out. Returns how to stop it. */
  onRequest(listener: (request: CollectedRequest) => void): () => void;
  /** Adds failures. A request meets the first plan that is for it and is not used up; without one it is taken. */
  fail(...plans: readonly FailurePlan[]): void;
  /** Forgets all plans. */
  heal(): void;
  /** Drops all connections and refuses new ones. */
  pause(): Promise<void>;
  /** Listens again, on the same port. */
  resume(): Promise<void>;
  /** Resolves to all records taken, as soon as there are so many or the predicate holds; rejects after `timeoutMs` (default 5,000). */
  waitFor(goal: Goal, options?: { readonly timeoutMs?: number }): Promise<readonly unknown[]>;
  /** Forgets requests, records and counts, not plans. */
  clear(): void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Starts a collector on this machine; resolves when it listens. */
export const startCollector = async ({
  port = 0,
  host = '127.0.0.1',
  tls,
  keep = 'everything',
}: CollectorOptions = {}): Promise<Collector> => {
  const archive = createArchive(keep);
  const plans = createPlanBook();
  const inFlight = { now: 0, peak: 0 };
  const keepRecords = keep === 'everything';

  const serve: RequestListener = (incoming, outgoing) => {
    inFlight.now += 1;
    inFlight.peak = Math.max(inFlight.peak, inFlight.now);
    outgoing.once('close', () => {
      inFlight.now -= 1;
    });
    const exchange = openExchange(incoming, outgoing, { socket: listener.socketOf(incoming), checkBody: keepRecords });
    void treat(exchange);
  };

  const treat = async (exchange: Exchange): Promise<void> => {
    const plan = await plans.next(exchange).catch(planOfError);
    const body = isBlind(plan) ? UNREAD : await exchange.body();
    if (plan?.delayMs !== undefined) await exchange.pause(plan.delayMs);
    const settle: Settle = (taken, status) => archive.add(collect(exchange, body, { taken, status, keepRecords }));
    if (exchange.isOver() || body.type === 'aborted') settle('none');
    else await fateOf(plan)(exchange, body, settle);
  };

  const listener: Listener = await openListener({ port, host, tls }, serve);
  return {
    url: listener.url,
    get requests() {
      return archive.requests;
    },
    get records() {
      return archive.records;
    },
    get counts() {
      return archive.counts;
    },
    get connections() {
      return listener.connections;
    },
    get inFlight() {
      return { ...inFlight };
    },
    recordsBy: (headerName) => groupByHeader(archive.requests, headerName.toLowerCase()),
    duplicates: (keyOf) => repeated(archive.records.map(keyOf)),
    onRequest: archive.onRequest,
    fail: (...more) => more.forEach(plans.add),
    heal: plans.clear,
    pause: listener.shut,
    resume: listener.open,
    waitFor: (goal, { timeoutMs = 5000 } = {}) => archive.waitFor(goal, timeoutMs),
    clear: archive.clear,
    close: listener.shut,
    [Symbol.asyncDispose]: listener.shut,
  };
};

/** A predicate of a plan threw: the client is told, and the test through it. */
const planOfError = (error: unknown): FailurePlan => ({ status: 500, body: `the collector failed: ${error}` });

const groupByHeader = (requests: readonly CollectedRequest[], headerName: string): ReadonlyMap<string, readonly unknown[]> => {
  const groups = new Map<string, unknown[]>();
  for (const { headers, accepted } of requests) {
    const value = headers[headerName] ?? '';
    const group = groups.get(value) ?? [];
    for (const record of accepted) group.push(record);
    groups.set(value, group);
  }
  return groups;
};

const repeated = (keys: readonly unknown[]): readonly unknown[] => {
  const seen = new Set<unknown>();
  const twice = new Set<unknown>();
  for (const key of keys) (seen.has(key) ? twice : seen).add(key);
  return [...twice];
};
