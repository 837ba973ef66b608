import * as v from 'valibot';
import { expect, test } from 'vitest';
import { limitsOptions } from '../../src/security/options.js';

const schema = limitsOptions.limits;

test('without a word the limits are those of the papers', () => {
  expect(v.parse(schema, undefined)).toEqual({
    depth: 12,
    keys: 500,
    items: 1000,
    nodes: 20_000,
    keyLength: 256,
    stringLength: 32_768,
    messageLength: 32_768,
    recordBytes: 262_144,
  });
});

test('A49 one limit can be changed alone', () => {
  expect(v.parse(schema, { depth: 3 })).toMatchObject({ depth: 3, keys: 500 });
});

test.for([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', null, 101])(
  'A49 the depth %s is refused with the range that is allowed',
  (depth) => {
    const { issues = [] } = v.safeParse(schema, { depth });
    expect(issues.map((issue) => issue.message)).toContain('must be a whole number from 1 to 100 (default 12)');
  },
);

test('an unknown limit is refused', () => {
  expect(v.safeParse(schema, { dept: 3 }).success).toBe(false);
});
