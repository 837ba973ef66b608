import type { Kind } from '../scan/finding.js';

/** What a wash did so far. */
export type WashCounts = {
  hits(): ReadonlyMap<Kind, number>;
  hit(kind: Kind): void;
  sanitized: number;
  truncated: number;
  withheld: number;
  rejected: number;
};

export const createWashCounts = (): WashCounts => {
  const counts = new Map<Kind, { count: number }>();
  return {
    hits: () => new Map([...counts].map(([kind, { count }]) => [kind, count])),
    hit: (kind) => {
      const known = counts.get(kind);
      if (known === undefined) counts.set(kind, { count: 1 });
      else known.count += 1;
    },
    sanitized: 0,
    truncated: 0,
    withheld: 0,
    rejected: 0,
  };
};
