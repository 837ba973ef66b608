import { expect, test } from 'vitest';
import { ConfigurationError } from '../../src/core/errors.js';
import { assertCrosses } from '../../src/transports/crossing.js';

class Agent {}
const loop: Record<string, unknown> = {};
loop['self'] = loop;

test.each([
  ['a function', { aggregatorKey: () => 'x' }, /^option `aggregatorKey`: must be a template .*module.*; received a function$/],
  ['a function deep inside', { headers: { a: ['x', () => 'y'] } }, /^option `headers\.a\[1\]`: must be .*; received a function$/],
  ['a class instance', { dispatcher: new Agent() }, /^option `dispatcher`: must be plain data.*; received an instance of Agent$/],
  ['a promise', { context: Promise.resolve() }, /`context`: .*; received an instance of Promise$/],
  ['a symbol', { name: Symbol('x') }, /`name`: .*; received a symbol$/],
  ['an object that holds itself', { context: loop }, /`context\.self`: .*; received an object that holds itself$/],
])('%s cannot cross to a worker, and is named', (_, options, message) => {
  expect(() => assertCrosses(options)).toThrow(ConfigurationError);
  expect(() => assertCrosses(options)).toThrow(message);
});

test('an error names the option and never its value', () => {
  expect(() => assertCrosses({ auth: { bearer: () => 'hunter2' } })).not.toThrow(/hunter2/);
});

test('all that arrives as it was may cross', () => {
  const shared = { a: 1 };
  const options = {
    url: 'http://x',
    tls: { cert: Buffer.from('x') },
    context: [shared, shared, null, undefined, 1n, Object.create(null)],
    at: new Date(),
  };
  expect(() => assertCrosses(options)).not.toThrow();
  expect(() => structuredClone(options)).not.toThrow();
});
