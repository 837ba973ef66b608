import * as v from 'valibot';
import type { Key } from '../core/group.js';
import { type AggregatorKey, isTemplates } from './aggregator-key.js';
import { groupOf } from './group-of.js';
import { compileRequestHeaders, type RequestHeaders } from './header-rules.js';
import { compileKeyRule } from './key-rule.js';
import { isModuleRef } from './load-function.js';

const isRule = (value: unknown): boolean => typeof value === 'function' || isTemplates(value);

const aggregatorKey = v.pipe(
  v.custom<AggregatorKey>(
    (value) => typeof value === 'string' || isRule(value),
    "must be a function, a template such as '{level}', an object of templates, or { module, name }",
  ),
  v.check((value) => typeof value === 'function' || isModuleRef(value) || compileKeyRule(value) !== undefined),
);

const requestHeaders = v.pipe(
  v.custom<RequestHeaders>(isRule, 'must be a function, an object of header names with templates over {key}, or { module, name }'),
  v.check((value) => isModuleRef(value) || compileRequestHeaders(value) !== undefined),
);

export const groupingOptions = {
  context: v.pipe(
    v.optional(v.unknown()),
    v.description('Who this app is: a value for `aggregatorKey`, or a function that is called for each record whose key reads it.'),
  ),
  aggregatorKey: v.pipe(
    v.optional(aggregatorKey),
    v.description('Computes the key that groups records. All records form one group when absent.'),
  ),
  requestHeaders: v.pipe(
    v.optional(requestHeaders),
    v.description("Makes the headers of a group's requests from its key, at each attempt."),
  ),
  fallbackKey: v.pipe(
    v.optional(
      v.custom<Key>(
        (value) => groupOf(value) !== undefined,
        'must be plain data: a string, number, boolean, null, or an array or object of these',
      ),
    ),
    v.description('Key of the records whose own key cannot be computed. They are dropped as `unkeyed` when absent.'),
  ),
};
