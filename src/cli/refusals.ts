import type { FailedLog } from '../core/handler.js';

/** Records that were refused in one batch: `logs` may be fewer than `count`, for no more than some megabytes are remembered. */
export type Refused = { readonly logs: readonly FailedLog[]; readonly count: number };

/** What the collector refused for good, by its answer; and the records of the file that is being sent. */
export type Refusals = {
  add(refused: Refused): void;
  /** Those since this was last called; undefined when some of them are not known any more. */
  take(): readonly FailedLog[] | undefined;
  readonly count: number;
  /** `3 (http-400: 2, too-large: 1)`. */
  summary(): string;
};

export const createRefusals = (): Refusals => {
  const byError = new Map<string, number>();
  let count = 0;
  let logs: FailedLog[] = [];
  let missing = 0;

  const add = (refused: Refused): void => {
    count += refused.count;
    missing += refused.count - refused.logs.length;
    for (const log of refused.logs) {
      if (logs.length < MOST_LOGS) logs.push(log);
      else missing += 1;
      const answer = log.error.replace(`${log.reason}: `, '');
      byError.set(answer, (byError.get(answer) ?? 0) + 1);
    }
  };

  const take = (): readonly FailedLog[] | undefined => {
    const taken = missing === 0 ? logs : undefined;
    logs = [];
    missing = 0;
    return taken;
  };

  return {
    add,
    take,
    get count() {
      return count;
    },
    summary: () => `${count} (${[...byError].map(([answer, times]) => `${answer}: ${times}`).join(', ')})`,
  };
};

/** More than this in one file are not remembered, and the file is not deleted. */
const MOST_LOGS = 100_000;
