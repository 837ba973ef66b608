import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConfigurationError } from '../../src/core/errors.js';
import { isModuleRef, loadFunction, loadFunctions, refuseModuleRefs } from '../../src/grouping/load-function.js';

const fixtures = join(import.meta.dirname, 'fixtures');

beforeEach(() => void vi.spyOn(process, 'cwd').mockReturnValue(fixtures));
afterEach(() => void vi.restoreAllMocks());

test.each([
  ['a path from the working directory', './keys.mjs', 'keyOf'],
  ['an absolute path', join(fixtures, 'keys.mjs'), 'keyOf'],
  ['a file URL', pathToFileURL(join(fixtures, 'keys.mjs')).href, 'keyOf'],
  ['a CommonJS file', './keys.cjs', 'keyOf'],
  ['a package', 'valibot', 'object'],
  ['a module of Node', 'node:path', 'join'],
  ['a member of the default export', './keys.mjs', 'fromDefault'],
])('a function is loaded from %s', async (_, module, name) => {
  expect(await loadFunction({ module, name }, 'aggregatorKey')).toBeTypeOf('function');
});

test.each([
  ['a missing file', './missing.mjs', 'keyOf', 'missing.mjs'],
  ['a missing package', 'no-such-package-here', 'keyOf', `relative to ${fixtures}`],
  ['a module that throws', './broken.mjs', 'keyOf', 'broken on import'],
  ['a missing export', './keys.mjs', 'missing', 'keys.mjs has no such export. It exports: '],
  ['an inherited name', './keys.mjs', 'toString', 'has no such export'],
  ['an export that is no function', './keys.mjs', 'notAFunction', 'exports a number under that name'],
])('%s is a configuration error that says where it looked', async (_, module, name, message) => {
  const error = await loadFunction({ module, name }, 'requestHeaders').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConfigurationError);
  expect((error as Error).message).toContain(`option \`requestHeaders\`: {"module":"${module}","name":"${name}"}`);
  expect((error as Error).message).toContain(message);
});

test.each<[unknown, boolean]>([
  [{ module: './a.js', name: 'b' }, true],
  [{ module: './a.js' }, false],
  [{ module: './a.js', name: 'b', woo: '{level}' }, false],
  [{ module: './a.js', name: 1 }, false],
  ['./a.js', false],
  [null, false],
])('%o is a module reference: %s', (value, expected) => {
  expect(isModuleRef(value)).toBe(expected);
});

test('each function option that is a module reference is loaded, the rest is left as it is', async () => {
  const requestHeaders = () => ({});
  const options = { url: 'u', context: { module: 'a', name: 'b' }, aggregatorKey: { module: './keys.mjs', name: 'keyOf' }, requestHeaders };
  const loaded = await loadFunctions<object>(options);
  expect(loaded).toEqual({ ...options, aggregatorKey: expect.any(Function) });
});

test('a door that opens at once refuses module references, and says to give the function itself', () => {
  const ref = { module: './keys.mjs', name: 'keyOf' };
  expect(() => refuseModuleRefs({ requestHeaders: ref })).toThrow(ConfigurationError);
  expect(() => refuseModuleRefs({ requestHeaders: ref })).toThrow(/option `requestHeaders`.*Import the function and give it directly/);
  expect(() => refuseModuleRefs({ context: ref, aggregatorKey: '{level}', requestHeaders: { name: '{key}' } })).not.toThrow();
});
