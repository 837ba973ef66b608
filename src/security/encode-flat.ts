import type { Limits } from './options.js';
import { mayHoldLoneSurrogate, oneLine } from './quote.js';
import { isUnsafeKey } from './walk.js';

/**
 * The short way for what most records are: a plain object of primitives within the limits, which `JSON.stringify` writes
 * as we would. `undefined` for every other value; it never throws, so that the long way can find out what is wrong.
 */
export const encodeFlat = (fields: unknown, limits: Limits): string | undefined => {
  try {
    if (!isFlat(fields, limits)) return undefined;
    const line = JSON.stringify(fields);
    return mayHoldLoneSurrogate(line) || isTooLong(line, limits) ? undefined : oneLine(line);
  } catch {
    return undefined;
  }
};

const isFlat = (fields: unknown, limits: Limits): boolean => {
  if (typeof fields !== 'object' || fields === null || !isPlain(fields)) return false;
  const longestText = Math.min(limits.stringLength, limits.messageLength);
  let keysLeft = limits.keys;
  let charactersLeft = limits.recordBytes;
  for (const key in fields) {
    const value = (fields as Record<string, unknown>)[key];
    if (typeof value === 'string') {
      if (value.length > longestText) return false;
      charactersLeft -= value.length;
    } else if (!isWrittenAlike(value)) return false;
    keysLeft -= 1;
    if (keysLeft < 0 || charactersLeft < 0 || key.length > limits.keyLength || isUnsafeKey(key)) return false;
  }
  return true;
};

const isPlain = (fields: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(fields);
  return (prototype === Object.prototype || prototype === null) && (fields as { toJSON?: unknown }).toJSON === undefined;
};

const isWrittenAlike = (value: unknown): boolean => {
  switch (typeof value) {
    case 'number':
    case 'boolean':
    case 'undefined':
      return true;
    default:
      return value === null;
  }
};

const isTooLong = (line: string, { recordBytes }: Limits): boolean =>
  line.length * 3 > recordBytes && Buffer.byteLength(line) > recordBytes;
