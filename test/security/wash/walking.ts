import type { Limits } from '../../../src/security/options.js';
import type { PathRule } from '../../../src/security/security-options.js';
import { createCopy } from '../../../src/security/wash/copy-record.js';
import type { LeafWash } from '../../../src/security/wash/leaf-wash.js';
import { compilePaths } from '../../../src/security/wash/path-rules.js';
import { createUnwashed } from '../../../src/security/wash/unwashed.js';
import { limitsWith } from '../limits.js';

export type Setting = { readonly limits?: Partial<Limits>; readonly wash?: Partial<LeafWash>; readonly paths?: readonly PathRule[] };

/** The walk alone, with a wash that hides nothing but what a test wants hidden. */
export const walking = ({ limits = {}, wash = {}, paths = [] }: Setting = {}) => {
  const all = limitsWith(limits);
  return createCopy({ limits: all, wash: { ...createUnwashed(all), ...wash }, paths: compilePaths(paths).start });
};

export const copyOf = (value: unknown, setting?: Setting): unknown => walking(setting)(value).copy;

/** Keys that begin with `secret` are, and what stands under them becomes `***`. */
export const secretKeys = (limits: Partial<Limits> = {}): Pick<LeafWash, 'key' | 'mask'> => {
  const { key } = createUnwashed(limitsWith(limits));
  return {
    key: (name) => (name.startsWith('secret') ? { ...key(name), secret: { kind: 'secret', mask: undefined } } : key(name)),
    mask: (_secret, value) => (value === 'harmless' ? value : '***'),
  };
};

export const throws = (): never => {
  throw new Error('a secret');
};
