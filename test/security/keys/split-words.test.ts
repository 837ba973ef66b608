import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinWords, splitWords } from '../../../src/security/keys/split-words.js';

test.each([
  ['userPassword', ['user', 'password']],
  ['USER_PASSWORD', ['user', 'password']],
  ['user-password.value', ['user', 'password', 'value']],
  ['APIKey', ['api', 'key']],
  ['password2', ['password']],
  ['oauth2Token', ['oauth', 'token']],
  ['contraseña', ['contrasena']],
  ['ｐａｓｓｗｏｒｄ', ['password']],
  ['pass\u200bword', ['password']],
  ['user[password]', ['user', 'password']],
  ['___', []],
  ['ABCDef', ['abc', 'def']],
  ['A1B', ['a', 'b']],
  ['aB1c', ['a', 'b1c']],
  ['ΑΒγ', ['α', 'βγ']],
])('A45 %s is made of %j', (name, parts) => {
  expect(splitWords(name)).toEqual(parts);
});

test('A45 names that differ in writing alone are one', () => {
  expect(new Set(['apiKey2', 'API_KEY_2', 'api-key-2', 'Api Key 2'].map(joinWords))).toEqual(new Set(['apikey2']));
});

test('A45 a name in ASCII is taken apart as it is among letters of other alphabets', () => {
  const piece = fc.constantFrom('a', 'z', 'A', 'Z', '0', '9', '_', '-', '.', ' ', '[', '{', '@', '`', '\x7f');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const name = pieces.join('');
      expect([...splitWords(name), 'π']).toEqual(splitWords(`${name}_π`));
    }),
    { numRuns: 2000 },
  );
});
