import { expect, test } from 'vitest';
import { ConfigurationError } from '../../src/core/errors.js';
import type { Key } from '../../src/core/group.js';
import { compileKeyTemplate } from '../../src/grouping/key-template.js';
import { compileKeyedTemplate } from '../../src/grouping/keyed-template.js';
import { readLine } from '../../src/grouping/line-record.js';

const facts = { time: 1000, level: 'warn', severity: 13 };
const line = JSON.stringify({
  name: 'shop',
  tenant: 'a',
  n: 7,
  ok: false,
  none: null,
  empty: '',
  user: { id: 'u1', b: 1, a: [2] },
  tags: ['x', 'y'],
  msg: 'hello',
});
const context = { foo: 'foo123', deep: { moo: 1n }, since: new Date(0) };

const render = (template: string) => compileKeyTemplate(template, 'aggregatorKey').render(readLine(line, facts), context);

test.each([
  ['fixed', 'fixed'],
  ['', ''],
  ['{level}', 'warn'],
  ['{time}/{severity}', '1000/13'],
  ['{message} from {logger}', 'hello from shop'],
  ['{fields.tenant}', 'a'],
  ['{ fields.tenant }', 'a'],
  ['{fields.n}-{fields.ok}', '7-false'],
  ['{fields.user.id}', 'u1'],
  ['{fields.tags.1}', 'y'],
  ['{fields.user}', '{"a":[2],"b":1,"id":"u1"}'],
  ['{context.foo}/{context.deep.moo}', 'foo123/1'],
  ['{fields.missing}', ''],
  ['{fields.missing|none}', 'none'],
  ['{fields.none|none}', 'none'],
  ['{fields.empty|none}', ''],
  ['{fields.user.id.length|none}', 'none'],
  ['{fields.missing|a|b}', 'a|b'],
  ['{fields.constructor|none}{fields.user.toString|none}', 'nonenone'],
  ['{context.missing.deeper|none}', 'none'],
  ['{{{level}}}', '{warn}'],
  ['{{level}}', '{level}'],
])('the key template %s gives %s', (template, text) => {
  expect(render(template)).toBe(text);
});

test.each(['{context.since}', '{context}', 'at {context.since}'])('%s: a value that is no plain data has no text', (template) => {
  expect(render(template)).toBeUndefined();
});

test.each<[string, Key, string]>([
  ['{key}', 'plain', 'plain'],
  ['{key}', 7, '7'],
  ['{key}', { b: 1, a: 2 }, '{"a":2,"b":1}'],
  ['{key|none}', null, 'none'],
  ['Bearer {key.tenant.id}', { tenant: { id: 't1' } }, 'Bearer t1'],
  ['{key.1}', ['a', 'b'], 'b'],
  ['{key.missing|none}', { a: 1 }, 'none'],
  ['{key.length|none}', 'text', 'none'],
  ['{key.constructor}', {}, ''],
])('the header template %s over the key %o gives %s', (template, key, text) => {
  expect(compileKeyedTemplate(template, 'requestHeaders')(key)).toBe(text);
});

test.each([
  ['fixed', 'nothing', false],
  ['{context.foo}', 'nothing', true],
  ['{level}', 'level', false],
  ['{context.foo}/{level}', 'level', true],
  ['{level}{severity}', 'record', false],
  ['{fields.a}{level}', 'record', false],
  ['{message}', 'record', false],
])('%s touches %s of the record', (template, touches, readsContext) => {
  expect(compileKeyTemplate(template, 'aggregatorKey')).toMatchObject({ touches, readsContext });
});

test.each([
  ['{', '"{" at character 1'],
  ['a}b', '"}" at character 2'],
  ['{level', '"{" at character 1'],
  ['{}', '"{" at character 1'],
  ['{ }', 'empty name'],
  ['{.a}', 'empty name'],
  ['{fields..a}', 'empty name'],
  [
    '{tenant}',
    '{tenant} names nothing. A template here can name {time}, {level}, {severity}, {message}, {logger}, {fields.<name>} and {context.<name>}',
  ],
  ['{key.a}', '{key.a} names nothing'],
  ['{level.a}', '{level.a} names nothing'],
  ['{constructor}', '{constructor} names nothing'],
])('the key template %s is a configuration error that says why', (template, message) => {
  expect(() => compileKeyTemplate(template, 'aggregatorKey.woo')).toThrow(ConfigurationError);
  expect(() => compileKeyTemplate(template, 'aggregatorKey.woo')).toThrow(`option \`aggregatorKey.woo\`: `);
  expect(() => compileKeyTemplate(template, 'aggregatorKey.woo')).toThrow(message);
});

test('the header template {level} is a configuration error that names the roots there are', () => {
  expect(() => compileKeyedTemplate('{level}', 'requestHeaders.X-Level')).toThrow(
    'option `requestHeaders.X-Level`: {level} names nothing. A template here can name {key} and {key.<part>}.',
  );
});

test('an error never shows the literal text, which may be a secret', () => {
  expect(() => compileKeyedTemplate('Basic c2VjcmV0{', 'requestHeaders.Authorization')).toThrow(/^(?!.*c2VjcmV0)/);
});
