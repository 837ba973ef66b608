import type { Key } from '../core/group.js';
import type { AggregatorKey } from './aggregator-key.js';
import type { RequestHeaders } from './header-rules.js';

/**
 * How records become groups, and groups get headers. Write the options in this order: TypeScript then infers `C` from `context`,
 * `K` from what `aggregatorKey` gives, and so the second argument of `requestHeaders`.
 */
export type GroupingOptions<C = unknown, K = Key> = {
  readonly context?: C | (() => C) | undefined;
  readonly aggregatorKey?: AggregatorKey<C, K> | undefined;
  readonly requestHeaders?: RequestHeaders<K> | undefined;
  readonly fallbackKey?: NoInfer<K> | undefined;
};
