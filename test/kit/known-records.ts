import { expect } from 'vitest';
import { type Chunk, packedLines } from '../../src/core/chunk.js';
import { textsOf } from './spooling.js';

/** What is known of each record that was accepted, whoever delivers it; and what must hold of ids and order, run after run. */
export type KnownRecords = {
  readonly count: number;
  /** A new one; its number is `count` before. */
  accepted(group: string): void;
  /** A request goes out. */
  sent(slice: Chunk): void;
  /** The collector took it, under the id that it was sent with. */
  arrived(slice: Chunk, id: string): void;
  /** Lines that were picked out of others arrive later than these. */
  outOfOrder(slice: Chunk): void;
  hasAll(slice: Chunk): boolean;
  /** The process died while this was in flight. */
  unanswered(slice: Chunk, mustBeRepeated: boolean): void;
  nextLife(): void;
  /** The disk failed: ids are not what they were, and what was delivered may come again. */
  doubted(): void;
  readonly arrivedCount: number;
  /** Records that were in flight when a process died. */
  readonly maybeTwice: number;
};

type Known = { readonly group: string; readonly life: number; isOutOfOrder: boolean; readonly ids: Set<string> };

export const createKnownRecords = ({ isOrdered }: { readonly isOrdered: boolean }): KnownRecords => {
  const all: Known[] = [];
  const contents = new Map<string, string>();
  /** Chunk id -> what it carried. */
  const pending = new Map<string, string>();
  const inFlightAtDeath = new Set<number>();
  const arrivedNow = new Set<number>();
  const last = new Map<string, number>();
  let life = 0;
  let isDoubted = false;

  const sent = (slice: Chunk): void => {
    const content = packedLines(slice).toString();
    const before = contents.get(slice.id) ?? content;
    contents.set(slice.id, content);
    if (isDoubted) return;
    expect(content, `${slice.id} never carries other lines`).toBe(before);
    for (const [id, lines] of pending) expectRepeated(slice, id, lines);
  };

  /** Lines that may have arrived under an id go out under no other. */
  const expectRepeated = (slice: Chunk, id: string, lines: string): void => {
    if (slice.id === id) pending.delete(id);
    else
      expect(
        textsOf(slice).find((text) => lines.includes(`${text}\n`)),
        `went out as ${id}, and goes as ${slice.id}`,
      ).toBeUndefined();
  };

  const arrived = (slice: Chunk, id: string): void => {
    for (const n of numbersIn(slice)) {
      const { ids } = all[n] as Known;
      expect(arrivedNow.has(n), `record ${n} is delivered once by one process`).toBe(false);
      arrivedNow.add(n);
      if (!isDoubted && ids.size > 0 && ![...ids].some(isPicked))
        expect([...ids], `record ${n} comes again under its id only`).toContain(id);
      if (ids.size === 0) expectOrder(n, all[n] as Known);
      ids.add(id);
    }
  };

  const expectOrder = (n: number, { group, life, isOutOfOrder }: Known): void => {
    const key = `${life}/${group}`;
    if (isOutOfOrder) return;
    if (isOrdered) expect(n, `${key} in order`).toBeGreaterThan(last.get(key) ?? -1);
    last.set(key, n);
  };

  return {
    get count() {
      return all.length;
    },
    accepted: (group) => void all.push({ group, life, isOutOfOrder: false, ids: new Set() }),
    sent,
    arrived,
    outOfOrder: (slice) => {
      for (const n of numbersIn(slice)) (all[n] as Known).isOutOfOrder = true;
    },
    hasAll: (slice) => numbersIn(slice).every((n) => (all[n] as Known).ids.size > 0),
    unanswered: (slice, mustBeRepeated) => {
      if (mustBeRepeated && !isPicked(slice.id)) pending.set(slice.id, packedLines(slice).toString());
      for (const n of numbersIn(slice)) inFlightAtDeath.add(n);
    },
    nextLife: () => {
      life += 1;
      last.clear();
      arrivedNow.clear();
    },
    doubted: () => {
      isDoubted = true;
    },
    get arrivedCount() {
      return all.filter(({ ids }) => ids.size > 0).length;
    },
    get maybeTwice() {
      return inFlightAtDeath.size;
    },
  };
};

/** Lines picked out of several places have an id of their own, which no log keeps: after a crash only the names of the lines are as before. */
const isPicked = (id: string): boolean => id.includes('+');

const numbersIn = (chunk: Chunk): number[] => textsOf(chunk).map((text) => (JSON.parse(text) as { n: number }).n);
