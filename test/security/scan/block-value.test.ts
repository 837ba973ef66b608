import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';
import { washNamed } from './wash-named.js';

test.each([
  ['password: |\n  kestrel\nuser: bob', 'password: |\n  ***\nuser: bob'],
  ['password: >-\n    kes trel\n    wren\nuser: bob', 'password: >-\n    ***\nuser: bob'],
  ['db:\n  password: |-\r\n    kestrel\r\n  user: bob', 'db:\n  password: |-\r\n    ***\r\n  user: bob'],
  ['password:\n  kestrel99', 'password:\n  ***'],
  ['password:\n  "kestrel"\nuser: bob', 'password:\n  "***"\nuser: bob'],
  ['credentials:\n  username: bob\n  password: kestrel', 'credentials:\n  username: bob\n  password: ***'],
])('A45 a value on the line behind its name is masked: %j', (text, washed) => {
  expect(washNamed(text)).toBe(washed);
  expect(washNamed(washed)).toBe(washed);
});

test.each([
  'password:\nuser: bob2024',
  'Invalid password:\n  must have 8 characters',
  'Unexpected token:\n    const a1 = 3;',
  'token:\n    at foo (/a/b.js:1:2)',
  'secret:\n  db_host2: x',
  'secrets:\n  - a\n  - b',
  'key: |\n  a b\n  c d\nuser: bob',
  'password: |\n',
])('A45 another line stays: %j', (text) => {
  expect(washNamed(text)).toBe(text);
});

test('A45 a block is found where its breaks are written', () => {
  const text = JSON.stringify({ yaml: 'password: |\n  kestrel\nuser: bob' });
  expect(createWash().record({ msg: text })).toEqual({ msg: text.replace('kestrel', '***') });
});
