import { types } from 'node:util';
import { describeError, isError } from './describe-error.js';
import { holders, type Walk } from './walk.js';

/** A value that can be written as it stands. `total`: parts that there were, where `plain` holds only the first of them. */
export type Unfolded = { readonly plain: unknown; readonly total?: number };

/**
 * What JSON has no form for, as a plain value, array or object. Its `toJSON` has the first word and is asked once; bytes are never asked, for a Buffer's would list them all.
 * May throw where the value does.
 */
export const unfold = (walk: Walk, value: object, depth: number): Unfolded => {
  const spoken = isBinary(value) ? value : askToJson(value);
  return typeof spoken === 'object' && spoken !== null ? unfoldObject(walk, spoken, depth) : { plain: spoken };
};

const isBinary = (value: object): value is ArrayBufferView | ArrayBuffer => ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value);

const askToJson = (value: object): unknown => {
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' ? toJSON.call(value, '') : value;
};

const unfoldObject = (walk: Walk, value: object, depth: number): Unfolded => {
  if (isBinary(value)) return unfoldBinary(walk, value);
  if (isError(value)) return describeError(walk, value, holders(walk, depth).filter(isError).length);
  if (types.isDate(value)) return { plain: isoTime(value) };
  if (types.isMap(value)) return unfoldPairs(Map.prototype.entries.call(value), value.size, walk);
  if (types.isSet(value)) return { plain: take(Set.prototype.values.call(value), walk.limits.items), total: value.size };
  if (types.isRegExp(value)) return { plain: RegExp.prototype.toString.call(value) };
  if (types.isBoxedPrimitive(value)) return { plain: value.valueOf() };
  return unfoldWebObject(walk, value);
};

const unfoldBinary = (walk: Walk, value: ArrayBufferView | ArrayBuffer): Unfolded => {
  if (types.isBigInt64Array(value) || types.isBigUint64Array(value)) {
    return { plain: [...value.subarray(0, walk.limits.items)], total: value.length };
  }
  return { plain: `[${Buffer.isBuffer(value) ? 'Buffer' : tagOf(value)} ${value.byteLength}]` };
};

/** The name of a built-in kind, over realms (a test runner's sandbox has classes of its own). */
const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);

const isoTime = (date: Date): string | null =>
  Number.isNaN(Date.prototype.getTime.call(date)) ? null : Date.prototype.toISOString.call(date);

/** Pairs become an object where their names allow it: texts, each only once. */
const unfoldPairs = (pairs: Iterable<readonly [unknown, unknown]>, total: number, { limits }: Walk): Unfolded => {
  const first = take(pairs, limits.keys);
  const names = new Set(first.map(([name]) => name).filter((name) => typeof name === 'string'));
  return { plain: names.size === first.length ? Object.fromEntries(first) : first, total };
};

const take = <Item>(items: Iterable<Item>, most: number): Item[] => {
  const taken: Item[] = [];
  for (const item of items) if (taken.push(item) >= most) break;
  return taken;
};

/** Told by tag, not by class: to name `Headers` or `FormData` would load Node's whole fetch. */
const unfoldWebObject = (walk: Walk, value: object): Unfolded => {
  switch (tagOf(value)) {
    case 'URLSearchParams':
      return { plain: String(value) };
    case 'Headers':
    case 'FormData': {
      const pairs = take(value as Iterable<readonly [unknown, unknown]>, walk.limits.nodes);
      return unfoldPairs(pairs, pairs.length, walk);
    }
    default:
      return { plain: value };
  }
};
