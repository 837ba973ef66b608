import { createHash } from 'node:crypto';
import type { CollectedRequest } from '../../src/testing/index.js';

/** What was promised, what arrived, and under which names. */
export type CrashBook = {
  accepted(n: number): void;
  add(request: CollectedRequest): void;
  verdict(): CrashVerdict;
};

export type CrashVerdict = {
  readonly accepted: number;
  readonly arrived: number;
  /** Acknowledged, and never arrived. */
  readonly lost: readonly number[];
  /** Requests that brought records which had been taken already, under the same id. */
  readonly repetitions: number;
  /** Records that are there twice though each id is counted once. */
  readonly duplicates: readonly number[];
  /** Ids under which different bytes were sent. */
  readonly forked: readonly string[];
};

export const createCrashBook = (): CrashBook => {
  const promised = new Set<number>();
  const timesTaken = new Map<number, number>();
  const bodyOf = new Map<string, string>();
  const taken = new Set<string>();
  const forked = new Set<string>();
  let repetitions = 0;

  const compare = (id: string, body: string): void => {
    const sum = createHash('sha256').update(body).digest('base64');
    if (bodyOf.has(id) && bodyOf.get(id) !== sum) forked.add(id);
    bodyOf.set(id, sum);
  };
  const take = (id: string, records: readonly unknown[]): void => {
    if (id !== NAMELESS && taken.has(id)) repetitions += 1;
    else for (const { n } of records as readonly { readonly n: number }[]) timesTaken.set(n, (timesTaken.get(n) ?? 0) + 1);
    taken.add(id);
  };

  return {
    accepted: (n) => {
      promised.add(n);
    },
    add: ({ headers, records, accepted, rawBytes }) => {
      const id = headers['idempotency-key'] ?? NAMELESS;
      if (id !== NAMELESS && records.length > 0) compare(id, `${rawBytes} ${JSON.stringify(records)}`);
      if (accepted.length > 0) take(id, accepted);
    },
    verdict: () => ({
      accepted: promised.size,
      arrived: timesTaken.size,
      lost: [...promised].filter((n) => !timesTaken.has(n)),
      repetitions,
      duplicates: [...timesTaken].filter(([, times]) => times > 1).map(([n]) => n),
      forked: [...forked],
    }),
  };
};

/** Of a request without a name, which is never known again. */
const NAMELESS = '';
