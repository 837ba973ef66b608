import type { Limits } from '../options.js';
import { type MendReason, type Place, startWalk, type Walk } from '../walk.js';
import { copyValue } from './copy-value.js';
import type { LeafWash } from './leaf-wash.js';
import { NOWHERE, type PathNode } from './path-rules.js';
import { withheld } from './withheld.js';

export type Copied = {
  /** Objects, lists, texts, finite numbers, booleans and null. */
  readonly copy: unknown;
  readonly mended: ReadonlySet<MendReason>;
  /** UTF-16 code units of text that were cut off. */
  readonly cutLength: number;
  /** As JSON it surely keeps to `recordBytes`: the budget of a walk counts characters and values, not bytes. */
  readonly isShort: boolean;
};

/** Copies any value, washed and within the limits. Never throws, and never touches what it is given. */
export type Copy = (value: unknown) => Copied;

export type CopySettings = {
  readonly limits: Limits;
  readonly wash: LeafWash;
  /** Where path rules start: `compilePaths(...).start`. */
  readonly paths?: readonly PathNode[];
  /** Whether the value at hand may have been cut before it was read. */
  readonly wasCut?: () => boolean;
};

/**
 * A copy takes no longer than the limits allow, whatever the value: cycles, shared graphs, throwing getters, a hundred million items. (Of an
 * object with a million keys of its own, Node must name them all.)
 */
export const createCopy = ({ limits, wash, paths = NOWHERE, wasCut = () => false }: CopySettings): Copy => {
  const whole: Place = { ...TOP, paths, room: limits.messageLength };
  return (value) => {
    try {
      const walk = startWalk(limits, wash, wasCut());
      const copy = copyValue(walk, value, whole) ?? null;
      return { copy, mended: walk.mended, cutLength: walk.cutLength, isShort: isShort(walk) };
    } catch {
      return { copy: withheld(value), mended: FAILED, cutLength: 0, isShort: true };
    }
  };
};

const TOP = { depth: 0, holder: undefined, above: undefined, key: undefined, cover: undefined } as const;

const FAILED: ReadonlySet<MendReason> = new Set(['withheld'] as const);

/** A character takes at most six bytes (`\u0000`); a value at most 32 for a number and the signs around. */
const isShort = ({ limits, characters, nodes }: Walk): boolean =>
  6 * (limits.recordBytes - characters) + 32 * (limits.nodes - nodes) <= limits.recordBytes;
