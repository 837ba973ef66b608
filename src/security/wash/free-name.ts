import { headOf } from '../cut-text.js';

/** The names of an object that is being made. Washing may make one of two keys, and the value of neither may be lost. */
export type Names = {
  readonly copy: Record<string, unknown>;
  /** In UTF-16 code units. */
  readonly keyLength: number;
  /** How often each name was asked for again; made when first a key is not written as it is. */
  counts: Map<string, number> | undefined;
};

/** The name under which the value of `key`, which is written as `name`, is put. As long as keys are written as they are, no two meet. */
export const nameFor = (names: Names, key: string, name: string): string =>
  name === key && names.counts === undefined ? name : freeName(names, name);

/** `name`, or where that is taken `name…1`, `name…2`, ..., no longer than keys may be. */
export const freeName = (names: Names, name: string): string => {
  names.counts ??= new Map();
  let free = name;
  while (Object.hasOwn(names.copy, free)) {
    const count = (names.counts.get(name) ?? 0) + 1;
    names.counts.set(name, count);
    free = numbered(name, count, names.keyLength);
  }
  return free;
};

const numbered = (name: string, count: number, keyLength: number): string => {
  const mark = `…${count}`;
  return (name.length + mark.length <= keyLength ? name : headOf(name, keyLength - mark.length)) + mark;
};
