import { ConfigurationError } from '../core/errors.js';
import type { Exchange } from './exchange.js';
import type { FailurePlan } from './failure-plan.js';

/** The failures to come, in order. Each request meets the first plan that is for it and is not used up, or none. */
export type PlanBook = {
  add(plan: FailurePlan): void;
  clear(): void;
  next(exchange: Exchange): Promise<FailurePlan | undefined>;
};

export const createPlanBook = (): PlanBook => {
  let pages: Page[] = [];
  return {
    add: (plan) => {
      pages.push({ plan, left: timesOf(plan) });
    },
    clear: () => {
      pages = [];
    },
    next: async (exchange) => {
      for (const page of [...pages]) {
        if ((await isFor(page.plan, exchange)) && pages.includes(page)) {
          page.left -= 1;
          if (page.left === 0) pages = pages.filter((kept) => kept !== page);
          return page.plan;
        }
      }
      return undefined;
    },
  };
};

type Page = { readonly plan: FailurePlan; left: number };

const timesOf = ({ times = 1 }: FailurePlan): number => {
  if (times === Number.POSITIVE_INFINITY || (Number.isInteger(times) && times > 0)) return times;
  throw new ConfigurationError(`collector.fail: "times" is ${times}; give a whole number from 1 up, or Infinity until heal().`);
};

const isFor = async (plan: FailurePlan, exchange: Exchange): Promise<boolean> => {
  if (plan.when?.(exchange.head) === false) return false;
  if ('tooLarge' in plan) {
    const { maxBytes = Number.POSITIVE_INFINITY, maxRecords = Number.POSITIVE_INFINITY } = plan.tooLarge;
    const { rawBytes, count } = await exchange.body();
    return rawBytes > maxBytes || count > maxRecords;
  }
  if ('partial' in plan) return (await exchange.body()).records.some(plan.partial.refuse);
  if ('refuseRecord' in plan) return (await exchange.body()).records.some((record) => plan.refuseRecord(record));
  return true;
};
