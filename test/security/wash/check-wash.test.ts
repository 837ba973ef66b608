import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';

const endless = /^(x+)+$/;

test.each([
  ['keys.add', { keys: { add: [endless] } }, /`security\.keys\.add\[0\]`: an unsafe pattern: `\(x\+\)\+`/],
  ['keys.add, with a mask', { keys: { add: ['a', { key: endless, mask: 'full' as const }] } }, /`security\.keys\.add\[1\]`/],
  ['keys.allow', { keys: { allow: [endless] } }, /`security\.keys\.allow\[0\]`/],
])('A50 a pattern for keys that can take for ever is refused: %s', (_, options, message) => {
  expect(() => createWash(options)).toThrow(message);
});

test('a pattern for keys that takes linear time is heard', () => {
  const wash = createWash({ keys: { add: [/^x-internal-/i], allow: [/^token_of_/] } });
  expect(wash.record({ 'X-Internal-Name': 'abc', token_of_love: 'abc' })).toEqual({ 'X-Internal-Name': '***', token_of_love: 'abc' });
});
