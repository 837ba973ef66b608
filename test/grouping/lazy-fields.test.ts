import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lazyFields } from '../../src/grouping/lazy-fields.js';

const LINE = '{"level":30,"time":1,"tenant":"acme","n":7,"deep":{"tenant":"inner"},"list":[1,{"a":2}],"msg":"hi"}';
const PARSED = Object.freeze({ tenant: 'acme', n: 7, deep: Object.freeze({ tenant: 'inner' }), list: Object.freeze([1, { a: 2 }]) });

const open = () => {
  let parses = 0;
  const fields = lazyFields(LINE, () => {
    parses += 1;
    return PARSED;
  });
  return { fields, parses: () => parses };
};

describe('fields', () => {
  test('that are simple are read without a parse, the first four times', () => {
    const { fields, parses } = open();
    expect([fields['n'], fields['nothing'], fields['n'], parses()]).toEqual([7, undefined, 7, 0]);
    expect([fields['n'], fields['n'], fields['n'], parses()]).toEqual([7, 7, 7, 1]);
  });

  test('that stand twice in the text, or are objects, are parsed', () => {
    expect([open().fields['tenant'], open().fields['deep'], open().fields['list']]).toEqual(['acme', { tenant: 'inner' }, [1, { a: 2 }]]);
  });

  test.each(['level', 'time', 'msg', 'name'])('never hold what a record has by itself: %s', (name) => {
    expect(open().fields[name]).toBeUndefined();
  });

  test.each([
    ['spread', (fields: object) => ({ ...fields })],
    ['JSON', (fields: object) => JSON.parse(JSON.stringify(fields))],
    ['entries', (fields: object) => Object.fromEntries(Object.entries(fields))],
    [
      'a loop',
      (fields: object) => {
        const copy: Record<string, unknown> = {};
        for (const name in fields) copy[name] = Reflect.get(fields, name);
        return copy;
      },
    ],
    ['structuredClone of a spread', (fields: object) => structuredClone({ ...fields })],
  ])('are the whole object for %s, with one parse', (_name, take) => {
    const { fields, parses } = open();
    expect([take(fields), parses()]).toEqual([PARSED, 1]);
  });

  test('know what they have', () => {
    const { fields } = open();
    expect(['tenant' in fields, 'level' in fields, Object.hasOwn(fields, 'n'), Object.keys(fields).length]).toEqual([true, false, true, 4]);
  });

  test('are frozen, before and after they were looked at', () => {
    const { fields } = open();
    const open1 = fields as Record<string, unknown>;
    expect(() => (open1['n'] = 8)).toThrow(TypeError);
    expect(() => delete open1['n']).toThrow(TypeError);
    expect(() => Object.defineProperty(fields, 'x', { value: 1 })).toThrow(TypeError);
    expect(() => Object.setPrototypeOf(fields, null)).toThrow(TypeError);
    expect([Object.isFrozen(fields), fields['n']]).toEqual([true, 7]);
    expect(() => (open1['x'] = 8)).toThrow(TypeError);
  });

  test('keep what every object has', () => {
    expect([String(open().fields), typeof open().fields['hasOwnProperty']]).toEqual(['[object Object]', 'function']);
  });

  test('are what a parse gives, in whatever order they are read', () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.integer(), { maxLength: 2 }),
      fc.dictionary(fc.string(), fc.integer(), { maxKeys: 2 }),
    );
    const names = fc.constantFrom('a', 'b', 'tenant', 'x y', '"', '\u00e9', 'toString2');
    fc.assert(
      fc.property(fc.dictionary(names, value, { maxKeys: 6 }), fc.array(names, { maxLength: 8 }), (given, reads) => {
        const line = JSON.stringify(given);
        const fields = lazyFields(line, () => JSON.parse(line));
        for (const name of reads) expect(fields[name]).toEqual(Object.hasOwn(given, name) ? given[name] : undefined);
        expect({ ...fields }).toEqual(given);
      }),
      { numRuns: 1000 },
    );
  });
});
