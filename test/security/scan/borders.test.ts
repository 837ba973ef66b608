import { expect, test } from 'vitest';
import { opensToken, opensWord } from '../../../src/security/scan/borders.js';

test.each([
  ['', true],
  [' ', true],
  ['=', true],
  ['_', true],
  ['\u{1f600}', true],
  ['é', true],
  ['\\n', true],
  ['\\\\n', true],
  ['%3D', true],
  ['%3d', true],
  ['\\x3d', true],
  ['\\u003d', true],
  ['n', false],
  ['7', false],
  ['xn', false],
  ['\\q', false],
  ['3D', false],
  ['%D', false],
  ['%XD', false],
  ['\\x3', false],
  ['\\u03d', false],
  ['\\u00xd', false],
])('behind %j a token may begin: %s', (front, isStart) => {
  expect(opensToken(`${front}word`, front.length)).toBe(isStart);
  expect(opensWord(`${front}word`, front.length)).toBe(isStart && front !== '_');
});
