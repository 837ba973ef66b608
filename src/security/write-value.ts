import { CUT_MARK, cutText, headOf } from './cut-text.js';
import { quote } from './quote.js';
import { unfold } from './unfold.js';
import { isSpent, isUnsafeKey, noteCut, readProperty, UNREADABLE, type Walk } from './walk.js';

/** `value` as JSON within the walk's budget; `undefined` for what JSON has no word for. Never throws. */
export const writeValue = (walk: Walk, value: unknown, depth: number): string | undefined => {
  walk.nodes -= 1;
  return typeof value === 'object' && value !== null ? writeObject(walk, value, depth) : writePrimitive(walk, value);
};

const writePrimitive = (walk: Walk, value: unknown): string | undefined => {
  switch (typeof value) {
    case 'string':
      return spend(walk, writeText(walk, value));
    case 'number':
      return spend(walk, Number.isFinite(value) ? `${value}` : 'null');
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return spend(walk, writeText(walk, isLong(value) ? '[BigInt]' : `${value}`));
    case 'object':
      return 'null';
    default:
      return undefined;
  }
};

const spend = (walk: Walk, text: string): string => {
  walk.characters -= text.length;
  return text;
};

const writeText = (walk: Walk, text: string): string => {
  const kept = cutText(text, walk.limits.stringLength);
  if (kept !== text) noteCut(walk, text.length - kept.length + CUT_MARK.length);
  return quote(kept);
};

/** Writing a number of n digits takes more than n steps: a million digits would hold the loop for long. */
const isLong = (value: bigint): boolean => value > LARGEST_WRITTEN || value < -LARGEST_WRITTEN;
const LARGEST_WRITTEN = 2n ** 4096n;

const writeObject = (walk: Walk, value: object, depth: number): string | undefined => {
  try {
    if (isHeldBy(walk, value, depth)) return '"[Circular]"';
    walk.path[depth] = value;
    if (isPlain(value)) return writeParts(walk, value, { depth });
    const { plain, total } = unfold(walk, value, depth);
    if (typeof plain !== 'object' || plain === null) return writePrimitive(walk, plain);
    return plain !== value && isHeldBy(walk, plain, depth) ? '"[Circular]"' : writeParts(walk, plain, { depth, total });
  } catch {
    walk.mended.add('unreadable');
    return quote(UNREADABLE);
  }
};

const isHeldBy = (walk: Walk, value: object, depth: number): boolean => {
  for (let index = 0; index < depth; index += 1) if (walk.path[index] === value) return true;
  return false;
};

const isPlain = (value: object): boolean => {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && typeof (value as { toJSON?: unknown }).toJSON !== 'function';
};

/** `total`: parts that there were, where `value` is only the first of them. */
type Place = { readonly depth: number; readonly total?: number | undefined };

const writeParts = (walk: Walk, value: object, place: Place): string => {
  const isList = Array.isArray(value);
  if (place.depth > walk.limits.depth) {
    noteCut(walk);
    return isList ? '"[Array]"' : '"[Object]"';
  }
  return isList ? writeItems(walk, value, place) : writeMembers(walk, value, place);
};

const writeItems = (walk: Walk, list: readonly unknown[], { depth, total = list.length }: Place): string => {
  const end = Math.min(list.length, walk.limits.items);
  let text = '[';
  let index = 0;
  for (; index < end && !isSpent(walk); index += 1) {
    if (index > 0) text += ',';
    text += writeValue(walk, readProperty(walk, list, index), depth + 1) ?? 'null';
  }
  if (index === total) return `${text}]`;
  noteCut(walk);
  return `${text}${index > 0 ? ',' : ''}"…${total - index} more"]`;
};

const writeMembers = (walk: Walk, source: object, { depth, total }: Place): string => {
  const keys = Object.keys(source);
  const end = Math.min(keys.length, walk.limits.keys);
  let text = '{';
  let index = 0;
  for (; index < end && !isSpent(walk); index += 1)
    text += writeMember(walk, source, { key: keys[index] ?? '', index, depth, isFirst: text === '{' });
  const left = (total ?? keys.length) - index;
  if (left === 0) return `${text}}`;
  noteCut(walk);
  return `${text}${text === '{' ? '' : ','}"…":"${left} more"}`;
};

type Member = { readonly key: string; readonly index: number; readonly depth: number; readonly isFirst: boolean };

const writeMember = (walk: Walk, source: object, { key, index, depth, isFirst }: Member): string => {
  if (isUnsafeKey(key)) {
    walk.mended.add('unsafe-key');
    return '';
  }
  const value = writeValue(walk, readProperty(walk, source, key), depth + 1);
  if (value === undefined) return '';
  const name = spend(walk, quote(cutKey(walk, key, index)));
  return isFirst ? `${name}:${value}` : `,${name}:${value}`;
};

/** The key's place keeps two long keys apart that begin alike. */
const cutKey = (walk: Walk, key: string, index: number): string => {
  if (key.length <= walk.limits.keyLength) return key;
  const mark = `…${index}`;
  noteCut(walk, key.length - walk.limits.keyLength);
  return headOf(key, walk.limits.keyLength - mark.length) + mark;
};
