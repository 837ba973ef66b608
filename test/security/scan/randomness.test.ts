import { expect, test } from 'vitest';
import { isVaried, looksRandom } from '../../../src/security/scan/randomness.js';
import { drawText, HEX_DIGITS, LETTERS_AND_DIGITS, randomOf } from './draw-text.js';

const looks = (text: string, leastRun = 10) => looksRandom(text, { from: 0, to: text.length, leastRun });

test.each([LETTERS_AND_DIGITS, LETTERS_AND_DIGITS.slice(0, 26) + LETTERS_AND_DIGITS.slice(36), HEX_DIGITS])(
  'what is drawn from %s looks random',
  (characters) => {
    const random = randomOf(7);
    const missed = Array.from({ length: 1000 }, () => drawText(random, characters, 32)).filter((text) => !looks(text));
    expect(missed.length).toBeLessThanOrEqual(10);
  },
);

test.each([
  ['requiredCharacteristicTypesForDisplayMetadata', false],
  ['your-api-key-goes-here', false],
  ['kubernetes-cluster-2024-node', false],
  ['AAAAAAAAAAAAAAAA1111', false],
  ['xxxxxxxxxxxxxxxxxxxx', false],
  ['a1b2c3d4e5', true],
  ['a1b2c3d4e', false],
  ['qrtYplmKsdxZ', true],
  ['QrtyplmKsdxzwb', false],
  ['qRTyPLmkSDxz', true],
  ['', false],
])('of %s it says %s', (text, isRandom) => {
  expect(looks(text)).toBe(isRandom);
});

test.each([
  ['abcde', false],
  ['abcdef', true],
  ['a-b_c.d/e+f', true],
  ['aaaaabbbbbcccccdddddeeeee', false],
  ['0123456', true],
  ['P0p0P0p0', false],
])('six different letters and digits are varied: %s, %s', (text, varied) => {
  expect(isVaried(text, 0, text.length)).toBe(varied);
});
