import type { Group, Key } from '../core/group.js';
import { canonicalName } from './canonical.js';

/** The group of a key as a user's function or template made it; `undefined` for what is no key. */
export const groupOf = (key: unknown): Group | undefined => {
  const name = canonicalName(key);
  return name === undefined ? undefined : namedGroup(name, key);
};

/** The group of a canonical name, as it was written down; `undefined` for a text that is no such name. */
export const groupNamed = (name: string): Group | undefined => {
  try {
    const group = groupOf(JSON.parse(name));
    return group?.name === name ? group : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The key is copied and frozen: an object that its maker goes on changing must not change a group's headers. Methods stay,
 * because a copied part keeps its prototype. Nothing in the copy is a slice that would keep a whole line in memory.
 */
export const namedGroup = (name: string, key: unknown): Group => {
  const ownName = JSON.parse(JSON.stringify(name)) as string;
  return { name: ownName, key: frozenLike(JSON.parse(ownName) as Key, key) };
};

const frozenLike = (copy: Key, original: unknown): Key => {
  if (typeof copy !== 'object' || copy === null) return copy;
  const parts = copy as Record<string, Key>;
  const originals = original as Record<string, unknown>;
  for (const name of Object.keys(parts)) frozenLike(parts[name] ?? null, originals[name]);
  const prototype = Object.getPrototypeOf(original) as object | null;
  if (prototype !== null && !Array.isArray(copy) && prototype !== Object.prototype) Object.setPrototypeOf(copy, prototype);
  return Object.freeze(copy);
};
