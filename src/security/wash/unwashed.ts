import { cutKey } from '../cut-text.js';
import type { Limits } from '../options.js';
import { createRemembered } from '../remembered.js';
import { isUnsafeKey } from '../walk.js';
import { type KeyVerdict, LONGEST_KEY } from './key-verdict.js';
import type { LeafWash } from './leaf-wash.js';
import { noUsualValue } from './usual-value.js';

/** Hides nothing: only the limits hold, and keys that lead to a prototype are dropped. */
export const createUnwashed = ({ keyLength }: Limits): LeafWash => ({
  text: (text) => text,
  seen: (text) => text,
  addsCharacters: false,
  key: createRemembered((key) => verdictOn(key, keyLength), { most: MOST_KEYS, longest: LONGEST_KEY }).of,
  number: (value) => value,
  mask: (_secret, value) => value,
});

const MOST_KEYS = 1000;

const verdictOn = (key: string, keyLength: number): KeyVerdict => {
  const name = cutKey(key, keyLength);
  const isUnsafe = isUnsafeKey(key);
  return {
    name,
    isUnsafe,
    secret: undefined,
    isKeyPart: false,
    role: undefined,
    isMessage: key === 'msg' || key === 'message',
    context: '',
    isMultiline: true,
    needsParse: isUnsafe || name !== key,
    needsLook: isUnsafe || name !== key,
    isPlain: true,
    usual: noUsualValue(),
  };
};
