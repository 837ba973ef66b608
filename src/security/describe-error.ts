import { types } from 'node:util';
import { namesOf, readProperty, type Walk } from './walk.js';

/** UTF-16 code units of an error's stack. */
export const STACK_LENGTH = 16 * 1024;
const CAUSES = 5;
const INNER_ERRORS = 10;

/** An error of any realm, or what inherits from this realm's `Error` (a DOMException does). */
export const isError = (value: object): value is Error => types.isNativeError(value) || value instanceof Error;

/**
 * An error as a plain object, where JSON alone would write `{}`. `above` counts the errors that hold this one.
 * `total`: the parts that there are; of its own properties only the first are read.
 */
export const describeError = (walk: Walk, error: Error, above: number): DescribedError => {
  const read = (key: string): unknown => readProperty(walk, error, key);
  const plain: Record<string, unknown> = Object.create(null);
  const note = (key: string, value: unknown): void => {
    if (value !== undefined) plain[key] = value;
  };
  note('name', nameOf(read('name'), read('constructor')));
  note('message', read('message'));
  note('stack', read('stack'));
  note('code', read('code'));
  note('cause', cutCauses(read('cause'), above));
  note('errors', firstOf(read('errors')));
  const own = namesOf(walk, error).filter((key) => !(key in plain));
  for (const key of own.slice(0, walk.limits.keys)) plain[key] = read(key);
  return { plain, total: Object.keys(plain).length + Math.max(0, own.length - walk.limits.keys), isError: true };
};

type DescribedError = { readonly plain: Readonly<Record<string, unknown>>; readonly total: number; readonly isError: true };

/** A class that never set `name` is told by its constructor. */
const nameOf = (name: unknown, maker: unknown): unknown =>
  name === 'Error' && typeof maker === 'function' && maker.name !== '' ? maker.name : name;

const cutCauses = (cause: unknown, above: number): unknown => (cause === undefined || above < CAUSES ? cause : '[Error]');

const firstOf = (errors: unknown): unknown =>
  Array.isArray(errors) && errors.length > INNER_ERRORS
    ? [...errors.slice(0, INNER_ERRORS), `…${errors.length - INNER_ERRORS} more`]
    : errors;
