import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CUT_MARK, cutKey, cutSeen, cutText, isTooLongToSee, LOOK_AHEAD, seenOf } from '../../src/security/cut-text.js';

test.for([
  ['short enough', 'abcdefghijklmnop', 16, 'abcdefghijklmnop'],
  ['one too long', 'abcdefghijklmnopqrstu', 20, `abcde${CUT_MARK}`],
  ['a pair at the border goes whole', 'abcd😀ghijklmnopqrstu', 20, `abcd${CUT_MARK}`],
] as const)('A34 A47 %s', ([, text, length, kept]) => {
  expect(cutText(text, length)).toBe(kept);
});

test('A34 A47 a cut text is within its limit, well-formed, and not cut again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 16, max: 40 }), (text, length) => {
      const kept = cutText(text, length);
      expect(kept.length).toBeLessThanOrEqual(length);
      expect(kept).not.toMatch(/\p{Surrogate}/u);
      expect(cutText(kept, length)).toBe(kept);
    }),
  );
});

test('A46 A47 of a text that goes on unseen what is half seen is cut off, and the mark says so, however short it has become', () => {
  const room = 100;
  expect(isTooLongToSee('x'.repeat(room + LOOK_AHEAD), room)).toBe(false);
  expect(isTooLongToSee('x'.repeat(room + LOOK_AHEAD + 1), room)).toBe(true);
  expect(seenOf('x'.repeat(5000), room)).toHaveLength(room + LOOK_AHEAD);
  expect(cutSeen('x'.repeat(room + LOOK_AHEAD), room)).toBe('x'.repeat(room - CUT_MARK.length) + CUT_MARK);
  expect(cutSeen('x'.repeat(30 + LOOK_AHEAD), room)).toBe('x'.repeat(30) + CUT_MARK);
  expect(cutSeen('***', room)).toBe(CUT_MARK);
});

test.for([
  ['k'.repeat(16), 'k'.repeat(16)],
  ['k'.repeat(17), `${'k'.repeat(15)}…`],
  [`${'k'.repeat(14)}😀k`, `${'k'.repeat(14)}…`],
] as const)('A34 A46 of a key %s there stays %s', ([key, kept]) => {
  expect(cutKey(key, 16)).toBe(kept);
});
