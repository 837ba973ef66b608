import { types } from 'node:util';
import { headOf, LOOK_AHEAD } from './cut-text.js';
import { describeError, isError } from './describe-error.js';
import type { Place, Walk } from './walk.js';

/** A value that can be copied as it stands. */
export type Unfolded = {
  readonly plain: unknown;
  /** Parts that there were, where `plain` holds only the first of them. */
  readonly total?: number | undefined;
  /** `plain` is a list of names with their values. */
  readonly isPairs?: boolean | undefined;
  readonly isError?: boolean | undefined;
};

/**
 * What JSON has no form for, as a plain value, array or object. Its `toJSON` has the first word and is asked once; bytes are never asked, for a
 * Buffer's would list them all. May throw where the value does.
 */
export const unfold = (walk: Walk, value: object, place: Place): Unfolded => {
  const spoken = ArrayBuffer.isView(value) ? value : askToJson(value);
  return typeof spoken === 'object' && spoken !== null ? unfoldObject(walk, spoken, place) : { plain: spoken };
};

const askToJson = (value: object): unknown => {
  const { toJSON } = value as { toJSON?: unknown };
  if (toJSON === DATE_TO_JSON && types.isDate(value)) return isoTime(value);
  return typeof toJSON === 'function' ? toJSON.call(value, '') : value;
};

/** Calls `toISOString` by way of two look-ups, which takes as long again. */
const DATE_TO_JSON = Date.prototype.toJSON;

const unfoldObject = (walk: Walk, value: object, place: Place): Unfolded => {
  if (isBinary(value)) return unfoldBinary(walk, value);
  if (isError(value)) return describeError(walk, value, errorsAbove(place));
  if (types.isDate(value)) return { plain: isoTime(value) };
  if (types.isMap(value)) return unfoldPairs(Map.prototype.entries.call(value), value.size, walk);
  if (types.isSet(value)) return { plain: take(Set.prototype.values.call(value), walk.limits.items), total: value.size };
  if (types.isRegExp(value)) return { plain: RegExp.prototype.toString.call(value) };
  if (types.isBoxedPrimitive(value)) return { plain: value.valueOf() };
  return unfoldWebObject(walk, value);
};

const errorsAbove = ({ holder, above }: Place): number =>
  (holder !== undefined && isError(holder) ? 1 : 0) + (above === undefined ? 0 : errorsAbove(above));

const isBinary = (value: object): value is ArrayBufferView | ArrayBuffer => ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value);

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

type Pairs = Iterable<readonly [unknown, unknown]>;

/** Pairs become an object where their names allow it: texts, each only once. */
const unfoldPairs = (pairs: Pairs, total: number, { limits }: Walk): Unfolded => {
  const first = take(pairs, limits.keys);
  const names = new Set(first.map(([name]) => name).filter((name) => typeof name === 'string'));
  return names.size === first.length
    ? { plain: Object.fromEntries(first), total }
    : { plain: first.map(([name, value]) => [name, value]), total, isPairs: true };
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
      return { plain: headOfParams(value as URLSearchParams, walk.limits.stringLength + LOOK_AHEAD + 1) };
    case 'Headers':
    case 'FormData':
      return unfoldPairs(value as Pairs, countOf(value as Pairs, walk.limits.nodes), walk);
    default:
      return { plain: value };
  }
};

const countOf = (pairs: Pairs, most: number): number => {
  let count = 0;
  for (const _pair of pairs) if (++count >= most) break;
  return count;
};

/** To write a megabyte of parameters takes long; what is cut off need not be written. */
const headOfParams = (params: URLSearchParams, length: number): string => {
  const head = new URLSearchParams();
  let left = length;
  for (const [name, value] of params) {
    head.append(headOf(name, left), headOf(value, left));
    left -= name.length + value.length;
    if (left <= 0) break;
  }
  return String(head);
};
