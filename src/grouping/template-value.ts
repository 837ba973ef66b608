import { canonicalName } from './canonical.js';
import type { Placeholder } from './template-syntax.js';

/** Follows a path through own properties only: what an object merely inherits, such as `constructor`, is missing. */
export const valueAt = (value: unknown, path: readonly string[]): unknown => {
  let reached = value;
  for (const name of path) {
    if (typeof reached !== 'object' || reached === null || !Object.hasOwn(reached, name)) return undefined;
    reached = (reached as Record<string, unknown>)[name];
  }
  return reached;
};

/**
 * A value as text: numbers, booleans and bigints as JavaScript writes them, objects as canonical JSON, `null` and `undefined` as
 * the placeholder's fallback. `undefined` for what has no such text: a function, a date, an object that is too large.
 */
export const textOf = (value: unknown, { fallback }: Placeholder): string | undefined => {
  switch (typeof value) {
    case 'string':
      return value;
    case 'undefined':
      return fallback;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      return value === null ? fallback : canonicalName(value);
  }
};
