import { expect, test } from 'vitest';
import { checkMask } from '../../../src/security/masks/check-mask.js';

test.for([
  'full',
  'partial',
  'drop',
  { mask: 'full', text: '(gone)' },
  { mask: 'partial', last: 4 },
  () => 'x',
  { module: './masks.js', name: 'mask' },
])('A49 %j is a mask', (mask) => {
  expect(checkMask(mask, 'security.kinds.email', false)).toBe(mask);
});

test.for([
  ['a word of its own', 'redact', /`security\.kinds\.email`: must be 'full', .*; received "redact"/],
  ['a text that is none', { mask: 'full', text: 3 }, /must be/],
  ['ends below zero', { mask: 'partial', first: -1 }, /must be/],
  ['ends that show all', { mask: 'partial', last: 100 }, /must be/],
  ['nothing', null, /received null/],
  ['a hash without a key', 'hash', /needs the option `pseudonym`/],
] as const)('A49 %s is refused', ([, mask, message]) => {
  expect(() => checkMask(mask, 'security.kinds.email', false)).toThrow(message);
});

test('A49 a hash is a mask where there is a key', () => {
  expect(checkMask('hash', 'security.kinds.email', true)).toBe('hash');
});
