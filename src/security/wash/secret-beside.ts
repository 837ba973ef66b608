import { holdsNamed, mayBeName, type PairRole } from '../keys/pair-role.js';
import { readProperty, type Walk } from '../walk.js';
import type { LeafWash, Secret } from './leaf-wash.js';

/** An object while its members are copied. */
export type Beside = {
  readonly source: object;
  readonly keys: readonly string[];
  /** The secret that a member names, once somebody asked; `null`: none does. */
  named: Secret | null | undefined;
};

/**
 * The secret that a member with this role holds because one beside it says so: `{ name: 'DB_PASSWORD', value: 'x' }`. The name means what it means as a
 * key. What may as well be said of a secret (`{ id: 'password', text: 'Forgot it?' }`) must look random.
 */
export const secretBeside = (walk: Walk, beside: Beside, role: PairRole | undefined): Secret | undefined => {
  if (!holdsNamed(role)) return undefined;
  if (beside.named === undefined) beside.named = findNamed(walk, beside) ?? null;
  if (beside.named === null) return undefined;
  return role === 'may-hold' ? { ...beside.named, trust: 'if-random' } : beside.named;
};

const findNamed = (walk: Walk, { source, keys }: Beside): Secret | undefined => {
  const end = Math.min(keys.length, walk.limits.keys);
  for (let index = 0; index < end; index += 1) {
    const key = keys[index] ?? '';
    const role = key.length <= LONGEST_KEY ? walk.wash.key(key).role : undefined;
    if (role === undefined || holdsNamed(role)) continue;
    const secret = secretCalled(walk.wash.key, role, readProperty(walk, source, key));
    if (secret !== undefined) return secret;
  }
  return undefined;
};

/** A longer key is known by its end alone, and hardly announces anything. */
const LONGEST_KEY = 256;

/** The secret that the text of a member with this role names. */
export const secretCalled = (verdictOn: LeafWash['key'], role: PairRole | undefined, name: unknown): Secret | undefined => {
  if (typeof name !== 'string' || !mayBeName(name)) return undefined;
  return role === 'names-password' && name.toLowerCase() !== 'password' ? undefined : verdictOn(name).secret;
};
