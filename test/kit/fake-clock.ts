import type { Clock } from '../../src/core/clock.js';

/** A clock that stands still until a test moves it, and dice that fall the same way on every run. */
export type FakeClock = Clock & {
  /** Milliseconds since the clock was made: what `monotonic()` answers. */
  readonly now: number;
  /** Moves time forward, firing timers as they fall due, in order; after each one everything that can run without waiting has run. */
  advance(ms: number): Promise<void>;
  /** Fires timers in order, however far off, until `predicate` holds; throws when `maxMs` (default one hour) would be passed or nothing is left to fire. */
  runUntil(predicate: () => boolean, options?: { readonly maxMs?: number }): Promise<void>;
  /** Lets promises, immediates and what loopback sockets have ready run, without moving time. */
  settle(): Promise<void>;
  pendingTimers(): number;
  /** Pending timers that would keep a process alive. */
  holdingTimers(): number;
  /** What `random()` answers from now on; `undefined` goes back to the seeded dice. */
  setRandom(random: number | (() => number) | undefined): void;
  /** The calendar jumps, as NTP or a suspended laptop makes it do; `monotonic` does not. */
  setWallTime(epochMs: number): void;
};

type Timer = { readonly due: number; readonly order: number; readonly run: () => void; readonly hold: boolean };

export const createFakeClock = ({ seed = 1, wallTime = Date.UTC(2026, 0, 1) } = {}): FakeClock => {
  const timers = new Set<Timer>();
  const dice = seededDice(seed);
  let now = 0;
  let made = 0;
  let wallOffset = wallTime;
  let random = dice;

  const fireNextBefore = async (limit: number): Promise<boolean> => {
    const timer = earliest(timers);
    if (timer === undefined || timer.due > limit) return false;
    timers.delete(timer);
    now = Math.max(now, timer.due);
    timer.run();
    await settle();
    return true;
  };

  return {
    get now() {
      return now;
    },
    monotonic: () => now,
    wallTime: () => wallOffset + now,
    random: () => random(),
    setTimer: (ms, run, hold = false) => {
      const timer = { due: now + Math.max(0, ms), order: made++, run, hold };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: async (ms) => {
      const target = now + ms;
      await settle();
      while (await fireNextBefore(target));
      now = target;
    },
    runUntil: async (predicate, { maxMs = 3_600_000 } = {}) => {
      const limit = now + maxMs;
      await settle();
      while (!predicate()) {
        if (!(await fireNextBefore(limit)))
          throw new Error(`runUntil: still not so at ${now} ms, ${timers.size} timers pending: ${predicate}`);
      }
    },
    settle,
    pendingTimers: () => timers.size,
    holdingTimers: () => [...timers].filter(({ hold }) => hold).length,
    setRandom: (next) => {
      random = typeof next === 'number' ? () => next : (next ?? dice);
    },
    setWallTime: (epochMs) => {
      wallOffset = epochMs - now;
    },
  };
};

const earliest = (timers: ReadonlySet<Timer>): Timer | undefined => {
  let first: Timer | undefined;
  for (const timer of timers) {
    if (first === undefined || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) first = timer;
  }
  return first;
};

/** Turns of the event loop that a request over a loopback socket may need; each turn drains promises and polls sockets once. */
const TURNS = 12;

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** Mulberry32, by Tommy Ettinger: 32 bits of state are plenty for jitter in a test. */
const seededDice = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
