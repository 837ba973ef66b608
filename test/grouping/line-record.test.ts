import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLine } from '../../src/grouping/line-record.js';
import { peekField, UNSURE } from '../../src/grouping/peek-field.js';

const facts = { time: 1_700_000_000_000, level: 'warn', severity: 13 };
const read = (value: unknown) => readLine(`${JSON.stringify(value)}\n`, facts);

test('A12 a Pino line: bindings, meta and context are fields, the reserved names are not', () => {
  const record = read({ level: 40, time: 1, pid: 7, name: 'shop', tenant: 'a', user: { id: 1 }, msg: 'hello' });
  expect({ ...record }).toEqual(facts);
  expect([record.message, record.logger, record.fields]).toEqual(['hello', 'shop', { pid: 7, tenant: 'a', user: { id: 1 } }]);
});

test('A12 a Winston line: message, label and timestamp are reserved too', () => {
  const record = read({ level: 'warn', message: 'hello', label: 'shop', timestamp: '2024-01-01', tenant: 'a' });
  expect([record.message, record.logger, record.fields]).toEqual(['hello', 'shop', { tenant: 'a' }]);
});

test.each([
  ['a number', { msg: 7 }, '7'],
  ['an object', { message: { a: 1 } }, '{"a":1}'],
  ['null', { message: null }, ''],
  ['absent', {}, ''],
])('a message that is %s is still text', (_, line, message) => {
  expect(read(line).message).toBe(message);
});

test.each(['', 'plain text', '{"a":', '[1]', 'null', '7'])('a line that is no JSON object, %j, has no fields', (line) => {
  const record = readLine(line, facts);
  expect([record.message, record.logger, record.fields, record.peek('a')]).toEqual(['', undefined, {}, undefined]);
});

test('the record is frozen through and through', () => {
  const record = read({ a: { b: [{ c: 1 }] } });
  const { a } = record.fields as { a: { b: [object] } };
  expect([record, record.fields, a, a.b, a.b[0]].every(Object.isFrozen)).toBe(true);
  expect(() => Object.assign(record, { message: 'mine' })).toThrow(TypeError);
});

test('fields are parsed once', () => {
  const record = read({ a: {} });
  expect(record.fields).toBe(record.fields);
});

test('a line nested deeper than the stack reaches is frozen too', () => {
  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  expect(Object.isFrozen(readLine(deep, facts).fields['a'])).toBe(true);
});

test('a field named __proto__ is a field like any other', () => {
  const { fields } = readLine('{"__proto__":{"admin":true}}', facts);
  expect(Object.hasOwn(fields, '__proto__')).toBe(true);
  expect(fields['admin']).toBeUndefined();
});

test.each<[string, string, unknown]>([
  ['first', '{"tenant":"a","x":1}', 'a'],
  ['last', '{"x":1,"tenant":"a"}', 'a'],
  ['a number', '{"tenant":-1.5e3,"x":1}', -1500],
  ['true', '{"tenant":true}', true],
  ['false', '{"tenant":false}', false],
  ['null', '{"tenant":null}', null],
  ['empty', '{"tenant":""}', ''],
  ['absent', '{"x":"about tenant a"}', undefined],
  ['named in another name', '{"subtenant":1,"tenants":2}', undefined],
  ['named in a string', '{"x":"\\"tenant\\":\\"b\\"","tenant":"a"}', 'a'],
  ['with a name like it before', '{"subtenant":1,"tenant":2}', 2],
])('a field that is %s is read without a parse', (_, line, value) => {
  expect(peekField(line, 'tenant')).toBe(value);
});

test.each<[string, string, string]>([
  ['stands twice', '{"tenant":"a","tenant":"b"}', 'tenant'],
  ['also stands deeper', '{"tenant":"a","x":{"tenant":"b"}}', 'tenant'],
  ['comes after a nested value', '{"x":{"y":1},"tenant":"a"}', 'tenant'],
  ['comes after a list', '{"x":[1],"tenant":"a"}', 'tenant'],
  ['stands only deeper', '{"x":{"tenant":"b"}}', 'tenant'],
  ['is an object', '{"tenant":{"a":1}}', 'tenant'],
  ['has an escape', '{"tenant":"a\\nb"}', 'tenant'],
  ['ends in an escaped quote', '{"tenant":"a\\""}', 'tenant'],
  ['may be named by an escape', '{"\\u0074enant":"a"}', 'tenant'],
  ['is also a value', '{"x":"tenant"}', 'tenant'],
  ['has a space before the colon', '{"tenant" :"a"}', 'tenant'],
  ['has a space after the colon', '{"tenant": "a"}', 'tenant'],
  ['has a space before it', '{"x":1, "tenant":"a"}', 'tenant'],
  ['has a name with an escaped end', '{"x\\"tenant":"a"}', 'tenant'],
  ['has a name outside of ASCII', '{"größe":1}', 'größe'],
  ['has a quote in its name', '{"a\\"b":1}', 'a"b'],
  ['has an empty name', '{"":1}', ''],
  ['is in a line that is a list', '["tenant"]', 'tenant'],
])('a field that %s is left to a parse', (_, line, field) => {
  expect(peekField(line, field)).toBe(UNSURE);
});

const name = fc.oneof(
  fc.constantFrom('a', 'b', 'aa', 'msg', 'level', 'a":1,"b', '__proto__', 'constructor', '', '\\', '/', 'é'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const text = fc.oneof(
  fc.constantFrom('a', '"a":', ',"a":1', '{"a":1}', '\\"a":', '[', '{', '\u001b[31m'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const scalar = fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
const value = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 2 }, scalar, fc.array(tie('value'), { maxLength: 2 }), fc.dictionary(name, tie('value'), { maxKeys: 2 })),
})).value;

/** Any text JSON allows for a string: plain, or with its characters escaped. */
const escaped = (given: string) =>
  `"${[...Array(given.length).keys()].map((at) => `\\u${given.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
const quotedAnyhow = fc
  .tuple(fc.integer({ min: 0, max: 9 }), name)
  .map(([dice, given]) => (dice === 0 ? escaped(given) : JSON.stringify(given)));
const entry = fc.record({ name: quotedAnyhow, value, space: fc.constantFrom('', '', '', '', '', ' ') });
const line = fc
  .array(entry, { maxLength: 6 })
  .map(
    (entries) =>
      `{${entries.map((each) => `${each.space}${each.name}${each.space}:${each.space}${JSON.stringify(each.value)}`).join(',')}}`,
  );

test('peek gives what a parse gives, or leaves it to the parse', () => {
  let certain = 0;
  fc.assert(
    fc.property(line, name, (given, field) => {
      const parsed = JSON.parse(given) as object;
      const expected: unknown = Object.hasOwn(parsed, field) ? Reflect.get(parsed, field) : undefined;
      const peeked = peekField(given, field);
      if (peeked !== UNSURE) {
        certain += 1;
        expect(peeked).toBe(expected);
      }
      const { fields } = readLine(given, facts);
      const fromFields = Object.hasOwn(fields, field) ? fields[field] : undefined;
      expect(JSON.stringify(readLine(given, facts).peek(field))).toBe(JSON.stringify(fromFields));
    }),
    { numRuns: 5000 },
  );
  // About 1,045 of 5,000, give or take 30: enough that the certain answers were tried, and no throw of dice away from it.
  expect(certain).toBeGreaterThan(500);
});
