import type { Limits } from './options.js';
import type { KeyVerdict } from './wash/key-verdict.js';
import type { LeafWash, Secret } from './wash/leaf-wash.js';
import type { PathNode } from './wash/path-rules.js';

/** Why a copy is not what was handed in. */
export type MendReason = 'truncated' | 'unreadable' | 'unsafe-key' | 'withheld';

/**
 * What is left of one record's budget while it is copied. The budget, and not the depth, is what stops a record
 * of shared references, each layer pointing twice at the next, from growing as a power of two.
 */
export type Walk = {
  readonly limits: Limits;
  readonly wash: LeafWash;
  /** It may have been cut before it was read. */
  readonly isCut: boolean;
  /** Values that may still be copied. */
  nodes: number;
  /** UTF-16 code units that may still be copied; one is at least one byte. */
  characters: number;
  /** UTF-16 code units of text that were cut off so far. */
  cutLength: number;
  mended: ReadonlySet<MendReason>;
  /** The names of objects that have too many. */
  longNames: Map<object, readonly string[]> | undefined;
};

export const startWalk = (limits: Limits, wash: LeafWash, isCut: boolean): Walk => ({
  limits,
  wash,
  isCut,
  nodes: limits.nodes,
  characters: limits.recordBytes,
  cutLength: 0,
  mended: NOTHING,
  longNames: undefined,
});

/** Most records need no mending, and none a set of its own for that. */
const NOTHING: ReadonlySet<MendReason> = new Set();

/** Where the walk is: one for each container, moved on from part to part. */
export type Place = {
  /** Containers above the value. */
  readonly depth: number;
  /** The container itself; none above the whole. */
  readonly holder: object | undefined;
  readonly above: Place | undefined;
  /** The nearest key above the value; none above the whole. */
  key: KeyVerdict | undefined;
  /** What is said of all values from here down, unless a nearer word is spoken. */
  cover: Secret | undefined;
  /** The path rules that lead here and may lead further. */
  paths: readonly PathNode[];
  /** UTF-16 code units that a text may have. */
  room: number;
};

/** A place within a container. */
export type Part = Place & {
  readonly above: Place;
  /** The container is an error, taken apart. */
  isError: boolean;
};

/** The place of what `holder`, which stands at `place`, holds. */
export const placeWithin = (walk: Walk, holder: object, place: Place): Part => ({
  depth: place.depth + 1,
  holder,
  above: place,
  key: place.key,
  cover: place.cover,
  paths: place.paths,
  room: walk.limits.stringLength,
  isError: false,
});

/** Whether `value` stands above `place` already. */
export const isHeldBy = (place: Place, value: object): boolean => {
  for (let at: Place | undefined = place; at !== undefined; at = at.above) if (at.holder === value) return true;
  return false;
};

export const isSpent = (walk: Walk): boolean => walk.nodes <= 0 || walk.characters <= 0;

export const noteMended = (walk: Walk, reason: MendReason): void => {
  if (!walk.mended.has(reason)) walk.mended = new Set([...walk.mended, reason]);
};

/** Something was left out, `length` UTF-16 code units of text where it was text. */
export const noteCut = (walk: Walk, length = 0): void => {
  noteMended(walk, 'truncated');
  walk.cutLength += length;
};

/** Stands for what cannot be read. The exception's own text is not kept: it may hold a secret. */
export const UNREADABLE = '[Throws]';

/** Reads one property of an object that may fight back. */
export const readProperty = (walk: Walk, source: object, key: PropertyKey): unknown => {
  try {
    return (source as Record<PropertyKey, unknown>)[key];
  } catch {
    noteMended(walk, 'unreadable');
    return UNREADABLE;
  }
};

/** The names of what an object has of its own. All must be named before one is known, so of those that have many they are kept. May throw. */
export const namesOf = (walk: Walk, source: object): readonly string[] => {
  const known = walk.longNames?.get(source);
  if (known !== undefined) return known;
  const names = Object.keys(source);
  if (names.length > walk.limits.keys) {
    walk.longNames ??= new Map();
    walk.longNames.set(source, names);
  }
  return names;
};

/** Keys by which a careless `merge` at the other end would reach every object's prototype. */
export const isUnsafeKey = (key: string): boolean => key === '__proto__' || key === 'constructor' || key === 'prototype';
