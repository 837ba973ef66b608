/** Counts attempts and faults, and says when they are too many: five faults in a row, or half of at least twenty attempts in half a minute. */
export type FaultWindow = {
  /** Counts one attempt; true when faults are too many. `now`: monotonic milliseconds. */
  add(now: number, isFault: boolean): boolean;
  clear(): void;
};

export const createFaultWindow = (): FaultWindow => {
  type Second = { readonly second: number; attempts: number; faults: number };
  let seconds: Second[] = [];
  let inARow = 0;

  const at = (second: number): Second => {
    const last = seconds.at(-1);
    if (last?.second === second) return last;
    const fresh = { second, attempts: 0, faults: 0 };
    seconds = [...seconds.filter((each) => each.second > second - WINDOW_SECONDS), fresh];
    return fresh;
  };

  const sum = (field: 'attempts' | 'faults'): number => seconds.reduce((total, each) => total + each[field], 0);

  return {
    add: (now, isFault) => {
      const current = at(Math.floor(now / 1000));
      current.attempts += 1;
      inARow = isFault ? inARow + 1 : 0;
      if (!isFault) return false;
      current.faults += 1;
      return inARow >= FAULTS_IN_A_ROW || (sum('attempts') >= LEAST_ATTEMPTS && sum('faults') * 2 >= sum('attempts'));
    },
    clear: () => {
      seconds = [];
      inARow = 0;
    },
  };
};

const FAULTS_IN_A_ROW = 5;
const WINDOW_SECONDS = 30;
const LEAST_ATTEMPTS = 20;
