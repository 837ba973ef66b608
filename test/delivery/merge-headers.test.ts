import { expect, test } from 'vitest';
import { mergeHeaders } from '../../src/delivery/merge-headers.js';

test.each([
  ['later layers win, whatever the case', [{ 'content-type': 'a' }, { 'Content-Type': 'b' }], { 'Content-Type': 'b' }],
  ['undefined takes a header away', [{ 'Content-Encoding': 'br' }, { 'content-encoding': undefined }], {}],
  ['a layer after that brings it back', [{ a: '1' }, { A: undefined }, { a: '2' }], { a: '2' }],
  ['absent layers are no layers', [undefined, { a: '1' }, undefined], { a: '1' }],
  [
    'a name of the prototype is a name',
    [{ ['__proto__']: 'x', constructor: 'y' }],
    Object.fromEntries([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]),
  ],
])('%s', (_name, layers, expected) => {
  expect(mergeHeaders(...layers)).toEqual(expected);
});
