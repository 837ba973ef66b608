import type { Limits } from './options.js';

/** Why a record is not written down as it was handed in. */
export type MendReason = 'truncated' | 'unreadable' | 'unsafe-key';

/**
 * What is left of one record's budget while it is written down. The budget, and not the depth, is what stops a record
 * of shared references, each layer pointing twice at the next, from growing as a power of two.
 */
export type Walk = {
  readonly limits: Limits;
  /** Values that may still be written. */
  nodes: number;
  /** Characters that may still be written; a character is at least one byte. */
  characters: number;
  /** UTF-16 code units of text that were cut off so far. */
  cutLength: number;
  /** The objects from the record down to where the walk is; entries below the current depth are left-overs. */
  readonly path: object[];
  readonly mended: Set<MendReason>;
};

export const startWalk = (limits: Limits): Walk => ({
  limits,
  nodes: limits.nodes,
  characters: limits.recordBytes,
  cutLength: 0,
  path: [],
  mended: new Set(),
});

export const isSpent = (walk: Walk): boolean => walk.nodes <= 0 || walk.characters <= 0;

/** Something was left out, `length` UTF-16 code units of text where it was text. */
export const noteCut = (walk: Walk, length = 0): void => {
  walk.mended.add('truncated');
  walk.cutLength += length;
};

/** The objects that hold the one at `depth`, outermost first. */
export const holders = (walk: Walk, depth: number): readonly object[] => walk.path.slice(0, depth);

/** Stands for what cannot be read. The exception's own text is not kept: it may hold a secret. */
export const UNREADABLE = '[Throws]';

/** Reads one property of an object that may fight back. */
export const readProperty = (walk: Walk, source: object, key: PropertyKey): unknown => {
  try {
    return (source as Record<PropertyKey, unknown>)[key];
  } catch {
    walk.mended.add('unreadable');
    return UNREADABLE;
  }
};

/** Keys by which a careless `merge` at the other end would reach every object's prototype. */
export const isUnsafeKey = (key: string): boolean => key === '__proto__' || key === 'constructor' || key === 'prototype';
