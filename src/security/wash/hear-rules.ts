import type { RuleNews, RuleSet } from '../rules/rule-set.js';

/** Washes, and hears what rules say of the record as a whole. */
export type HearRules = {
  /** `tag`: puts the names of rules on the washed record. */
  record<Washed>(wash: () => Washed, tag: (washed: Washed, tags: readonly string[]) => Washed): Washed;
  /** What is no record: nothing that is said of it is said of one. */
  apart(wash: () => string): string;
  /** The rule that rejects the record washed last. */
  rejectedBy(): string | undefined;
};

/** A mask of the user's may log while a record is washed: what rules said of that one so far must not be taken for said of the record in between. */
export const createHearRules = ({ take }: Pick<RuleSet, 'take'>, counts: { rejected: number }): HearRules => {
  let saidBefore: RuleNews | undefined;
  let rejectedBy: string | undefined;

  const hear = <Washed>(wash: () => Washed): { readonly washed: Washed; readonly news: RuleNews | undefined } => {
    const outer = joined(saidBefore, take());
    saidBefore = undefined;
    const washed = wash();
    const news = joined(saidBefore, take());
    saidBefore = outer;
    return { washed, news };
  };

  const record: HearRules['record'] = (wash, tag) => {
    const { washed, news } = hear(wash);
    rejectedBy = news?.rejectedBy;
    if (rejectedBy !== undefined) counts.rejected += 1;
    return news === undefined || news.tags.size === 0 ? washed : tag(washed, [...news.tags]);
  };

  return { record, apart: (wash) => hear(wash).washed, rejectedBy: () => rejectedBy };
};

const joined = (one: RuleNews | undefined, other: RuleNews | undefined): RuleNews | undefined =>
  one === undefined || other === undefined
    ? (one ?? other)
    : { tags: new Set([...one.tags, ...other.tags]), rejectedBy: one.rejectedBy ?? other.rejectedBy };
