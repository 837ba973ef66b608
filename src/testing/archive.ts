import type { CollectedRequest } from './collected-request.js';

/** Sums over all requests since the start or the last `clear()`. `records` are those taken; bytes and requests count refused ones too. */
export type Counts = { readonly requests: number; readonly records: number; readonly bytes: number; readonly rawBytes: number };

/** `everything`: requests and records, to look at; `counts`: only sums, for benchmarks. */
export type Keep = 'everything' | 'counts';

/** So many records taken, or what must be true of them. */
export type Goal = number | ((records: readonly unknown[]) => boolean);

/** What came in, and who waits for more. */
export type Archive = {
  readonly requests: readonly CollectedRequest[];
  readonly records: readonly unknown[];
  readonly counts: Counts;
  add(request: CollectedRequest): void;
  onRequest(listener: (request: CollectedRequest) => void): () => void;
  waitFor(goal: Goal, timeoutMs: number): Promise<readonly unknown[]>;
  clear(): void;
};

const NONE: Counts = { requests: 0, records: 0, bytes: 0, rawBytes: 0 };

export const createArchive = (keep: Keep): Archive => {
  const listeners = new Set<(request: CollectedRequest) => void>();
  let requests: CollectedRequest[] = [];
  let records: unknown[] = [];
  let counts = NONE;

  const onRequest = (listener: (request: CollectedRequest) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  return {
    get requests() {
      return requests;
    },
    get records() {
      return records;
    },
    get counts() {
      return counts;
    },
    add: (request) => {
      counts = sum(counts, { requests: 1, records: request.acceptedCount, bytes: request.bytes, rawBytes: request.rawBytes });
      if (keep === 'everything') {
        requests.push(request);
        for (const record of request.accepted) records.push(record);
      }
      for (const listener of [...listeners]) listener(request);
    },
    onRequest,
    waitFor: async (goal, timeoutMs) => {
      const isThere = typeof goal === 'number' ? () => counts.records >= goal : () => goal(records);
      if (isThere()) return records;
      return new Promise((resolve, reject) => {
        const settle = (how: () => void): void => {
          off();
          clearTimeout(timer);
          how();
        };
        const off = onRequest(() => {
          try {
            if (isThere()) settle(() => resolve(records));
          } catch (error) {
            settle(() => reject(error));
          }
        });
        const timer = setTimeout(() => settle(() => reject(lateError(goal, timeoutMs, counts))), timeoutMs);
      });
    },
    clear: () => {
      requests = [];
      records = [];
      counts = NONE;
    },
  };
};

const sum = (one: Counts, other: Counts): Counts => ({
  requests: one.requests + other.requests,
  records: one.records + other.records,
  bytes: one.bytes + other.bytes,
  rawBytes: one.rawBytes + other.rawBytes,
});

const lateError = (goal: Goal, timeoutMs: number, { requests, records }: Counts): Error => {
  const awaited = typeof goal === 'number' ? `${goal} records` : `that ${goal}`;
  return new Error(`collector.waitFor: ${timeoutMs} ms passed with ${records} records taken in ${requests} requests; awaited ${awaited}.`);
};
