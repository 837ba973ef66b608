import { expect, test } from 'vitest';
import { spliceTimestamp } from '../../src/security/splice-timestamp.js';

test.for([
  ['{"a":1}', '{"timestamp":5,"a":1}'],
  ['{"a":1}\n', '{"timestamp":5,"a":1}\n'],
  ['{}', '{"timestamp":5}'],
  ['{ }', '{"timestamp":5 }'],
  ['{ "a":1}', '{"timestamp":5, "a":1}'],
] as const)('the timestamp comes first: %s', ([line, spliced]) => {
  expect(spliceTimestamp(line, 5)).toBe(spliced);
  expect(JSON.parse(spliced)).toEqual({ timestamp: 5, ...JSON.parse(line) });
});
