import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CUT_MARK, cutText } from '../../src/security/cut-text.js';

test.for([
  ['short enough', 'abcdefghijklmnop', 16, 'abcdefghijklmnop'],
  ['one too long', 'abcdefghijklmnopq', 16, `abcd${CUT_MARK}`],
  ['a pair at the border goes whole', 'abc😀fghijklmnopq', 16, `abc${CUT_MARK}`],
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
