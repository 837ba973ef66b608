import type { Key } from '../core/group.js';
import type { LogRecord } from '../core/record.js';
import type { ModuleRef } from './load-function.js';

/** Computes a record's key from the record and the context. Records with equal keys form a group. */
export type AggregatorKeyFunction<C = unknown, K = Key> = (record: LogRecord, context: C) => K;

/** A key made of parts, each a template such as `'{context.foo}/{level}'`. */
export type KeyTemplates = { readonly [part: string]: string };

/** A function, or its data twins: one template, an object of templates, or the address of a function. */
export type AggregatorKey<C = unknown, K = Key> = AggregatorKeyFunction<C, K> | string | KeyTemplates | ModuleRef;

export const isTemplates = (value: unknown): value is KeyTemplates =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((text) => typeof text === 'string');
