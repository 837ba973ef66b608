import { createWash } from '../../../src/security/wash/create-wash.js';
import type { Washing } from './score.js';

/** Washes an item as an app's record: a text stands as its message; user's paths and the strict preset where the item asks for them. */
export const washing: Washing = (value, item) => {
  const wash = washFor('paths' in item ? item.paths : undefined, 'tier' in item && item.tier === 'extended');
  if (typeof value !== 'string') return wash.record(value);
  return (wash.record({ msg: value }) as { readonly msg?: unknown }).msg;
};

type Wash = ReturnType<typeof createWash>;

const washFor = (paths: readonly string[] | undefined, isStrict: boolean): Wash => {
  if (paths !== undefined) return createWash({ paths });
  return isStrict ? STRICT : DEFAULT;
};

const DEFAULT = createWash();
const STRICT = createWash({ preset: 'strict' });
