import { KEY_TYPE } from '../scan/key-parts.js';
import { type Unfolded, unfold } from '../unfold.js';
import {
  isHeldBy,
  isSpent,
  namesOf,
  noteCut,
  noteMended,
  type Part,
  type Place,
  placeWithin,
  readProperty,
  UNREADABLE,
  type Walk,
} from '../walk.js';
import { copyLeaf, maskWhole, spend } from './copy-leaf.js';
import { freeName, type Names, nameFor } from './free-name.js';
import type { Secret } from './leaf-wash.js';
import { countNotes, MORE_KEY, moreItems, moreMembers, saysMore } from './left-out.js';
import { moveToItem, moveToKey, moveToValue } from './move-to.js';
import { mayName, type NamingList, secretBefore } from './secret-before.js';
import { type Beside, secretBeside } from './secret-beside.js';

/**
 * `value` as JSON can say it, washed, within the walk's budget; `undefined` for what JSON has no word for. The guards stand close around what
 * runs code of the value's own; what the wash throws goes through, so that nothing half washed is taken for washed.
 */
export const copyValue = (walk: Walk, value: unknown, place: Place): unknown => {
  walk.nodes -= 1;
  return typeof value === 'object' && value !== null ? copyObject(walk, value, place) : copyLeaf(walk, value, place);
};

const copyObject = (walk: Walk, value: object, place: Place): unknown => {
  if (place.cover?.isWhole) return maskWhole(walk, place.cover, place);
  if (isHeldBy(place, value)) return spend(walk, CIRCULAR);
  const opened = open(walk, value, place);
  if (opened === undefined) return spend(walk, UNREADABLE);
  const { plain } = opened;
  if (typeof plain !== 'object' || plain === null) return copyLeaf(walk, plain, place);
  if (plain !== value && isHeldBy(place, plain)) return spend(walk, CIRCULAR);
  return copyParts(walk, opened, placeWithin(walk, value, place));
};

const CIRCULAR = '[Circular]';

type Opened = Unfolded & { readonly isList?: boolean; readonly isPair?: boolean };

/** What `value` is made of, where it lets itself be asked. */
const open = (walk: Walk, value: object, place: Place): Opened | undefined => {
  try {
    if (isPlain(value)) return { plain: value, isList: Array.isArray(value) };
    const unfolded = unfold(walk, value, place);
    const { plain, total, isPairs, isError } = unfolded;
    return typeof plain === 'object' && plain !== null ? { plain, isList: Array.isArray(plain), total, isPairs, isError } : unfolded;
  } catch {
    noteMended(walk, 'unreadable');
    return undefined;
  }
};

const isPlain = (value: object): boolean => {
  if ('toJSON' in value && typeof value.toJSON === 'function') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
};

const copyParts = (walk: Walk, opened: Opened, part: Part): unknown => {
  part.isError = opened.isError === true;
  if (!isWithinDepth(walk, part)) return tooDeep(walk, opened.isList === true);
  return opened.isList ? copyItems(walk, opened, part) : copyMembers(walk, opened, part);
};

const isWithinDepth = ({ limits }: Walk, { above }: Part): boolean => above.depth <= limits.depth;

const tooDeep = (walk: Walk, isList: boolean): string => {
  noteCut(walk);
  return spend(walk, isList ? '[Array]' : '[Object]');
};

const copyItems = (walk: Walk, { plain, total, isPairs, isPair }: Opened, part: Part): unknown => {
  const list = plain as readonly unknown[];
  const length = readProperty(walk, list, 'length');
  if (typeof length !== 'number') return spend(walk, UNREADABLE);
  const end = Math.min(length, walk.limits.items);
  const items: unknown[] = [];
  const copyItem = isPairs ? copyPair : copyValue;
  const naming = namingIn(part, length);
  let before: unknown;
  for (let index = 0; index < end && !isSpent(walk); index += 1) {
    if (isPair && index === 1) moveToValue(walk, list[0], part);
    else moveToItem(index, part);
    const item = readProperty(walk, list, index);
    const { cover } = part;
    if (mayName(before, naming.isEntry)) part.cover ??= secretBefore(walk.wash.key, { before, item, index }, naming);
    items.push(copyItem(walk, item, part) ?? null);
    part.cover = cover;
    before = item;
  }
  const left = (total ?? length) - items.length;
  if (left > 0) items.push(markOf(walk, moreItems(left, walk.isCut), left === 1 ? readProperty(walk, list, items.length) : undefined));
  return items;
};

const namingIn = ({ above, key }: Part, length: number): NamingList => ({
  isEntry: length === 2 && Array.isArray(above.holder),
  name: key?.name ?? '',
});

const copyPair = (walk: Walk, pair: unknown, place: Place): unknown => {
  walk.nodes -= 1;
  return copyParts(walk, { plain: pair, isList: true, isPair: true }, placeWithin(walk, pair as object, place));
};

/** Says that parts are missing. Where the only one that is missing says so already, it stays; a new mark costs what any text does. */
const markOf = (walk: Walk, mark: string, last: unknown): unknown => {
  if (saysMore(last)) return last;
  noteCut(walk);
  walk.nodes -= 1;
  return spend(walk, mark);
};

const copyMembers = (walk: Walk, { plain, total }: Opened, part: Part): unknown => {
  const source = plain as object;
  const keys = keysOf(walk, source);
  if (keys === undefined) return spend(walk, UNREADABLE);
  const notes = countNotes(keys, walk.limits.keys, (key) => readProperty(walk, source, key));
  const end = Math.min(keys.length - notes, walk.limits.keys);
  const members: Members = { source, keys, part, copy: {}, named: undefined, counts: undefined, keyLength: walk.limits.keyLength };
  let index = 0;
  for (; index < end && !isSpent(walk); index += 1) copyMember(walk, members, keys[index] ?? '');
  const notesFrom = isSpent(walk) ? keys.length : keys.length - notes;
  const left = (total ?? keys.length) - (keys.length - notesFrom) - index;
  if (left > 0) {
    const key = keys[index] ?? '';
    const last = left === 1 && key.startsWith(MORE_KEY) ? readProperty(walk, source, key) : undefined;
    members.copy[spend(walk, freeName(members, MORE_KEY))] = markOf(walk, moreMembers(left, walk.isCut), last);
  }
  for (index = notesFrom; index < keys.length; index += 1) copyMember(walk, members, keys[index] ?? '');
  return members.copy;
};

type Members = Names & Beside & { readonly part: Part };

const copyMember = (walk: Walk, members: Members, key: string): void => {
  const { source, part, copy } = members;
  const verdict = moveToKey(walk, key, part);
  if (verdict.isUnsafe) return;
  if (verdict.isKeyPart && part.cover === undefined && isKey(walk, members)) part.cover = PRIVATE_KEY;
  if (verdict.role !== undefined && part.cover === undefined) part.cover = secretBeside(walk, members, verdict.role);
  const value = copyValue(walk, readProperty(walk, source, key), part);
  if (value === undefined) return;
  walk.characters -= verdict.name.length;
  copy[nameFor(members, key, verdict.name)] = value;
};

/** Whether it is a JSON Web Key: as far as members are copied. */
const isKey = ({ limits }: Walk, { keys }: Members): boolean => {
  const end = Math.min(keys.length, limits.keys);
  for (let index = 0; index < end; index += 1) if (keys[index] === KEY_TYPE) return true;
  return false;
};

const PRIVATE_KEY: Secret = { kind: 'privateKey', mask: undefined };

/** Where it tells them. */
const keysOf = (walk: Walk, source: object): readonly string[] | undefined => {
  try {
    return namesOf(walk, source);
  } catch {
    noteMended(walk, 'unreadable');
    return undefined;
  }
};
