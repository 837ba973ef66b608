import { types } from 'node:util';
import { ConfigurationError } from '../core/errors.js';

/**
 * Refuses options that cannot cross to a worker thread, by the name of the first one that cannot. Structured clone itself
 * would throw without a name, or quietly take a class instance apart.
 * @throws ConfigurationError
 */
export const assertCrosses = (options: Readonly<Record<string, unknown>>): void => {
  for (const [name, value] of Object.entries(options)) assertValueCrosses(value, name, new Set());
};

const assertValueCrosses = (value: unknown, path: string, above: ReadonlySet<object>): void => {
  if (typeof value === 'function') throw cannotCross(path, 'a function', FUNCTION_CURE);
  if (typeof value === 'symbol') throw cannotCross(path, 'a symbol', PLAIN_CURE);
  if (typeof value !== 'object' || value === null || isCloned(value)) return;
  if (above.has(value)) throw cannotCross(path, 'an object that holds itself', PLAIN_CURE);
  if (!Array.isArray(value) && !isPlain(value)) throw cannotCross(path, nameOfClass(value), PLAIN_CURE);
  const within = new Set(above).add(value);
  for (const [name, part] of Object.entries(value))
    assertValueCrosses(part, Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`, within);
};

const FUNCTION_CURE =
  "must be a template such as '{fields.tenant}' or { module: './my-module.js', name: 'myFunction' }, for a function cannot cross to a worker thread (createDestination, and Winston without worker: true, take functions)";
const PLAIN_CURE = 'must be plain data, to cross to a worker thread: text, numbers, booleans, arrays and plain objects';

/** Classes that arrive in the worker as what they are. */
const isCloned = (value: object): boolean =>
  ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Date || value instanceof RegExp || types.isKeyObject(value);

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
};

const nameOfClass = (value: object): string => `an instance of ${value.constructor?.name || 'a class'}`;

const cannotCross = (path: string, received: string, cure: string): ConfigurationError =>
  new ConfigurationError(`option \`${path}\`: ${cure}; received ${received}`, {
    msgCode: 'option-cannot-cross',
    context: { option: path },
  });
