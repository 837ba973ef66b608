import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';
import { washNamed } from './wash-named.js';

const FIELD = 'Content-Disposition: form-data; name="password"';

test.each([
  [`${FIELD}\r\n\r\nkestrel\r\n--b1`, `${FIELD}\r\n\r\n***\r\n--b1`],
  [`${FIELD}\n\nkestrel\n--b1--`, `${FIELD}\n\n***\n--b1--`],
  [`${FIELD}\r\n\r\nkes trel\r\nwren\r\n--b1--`, `${FIELD}\r\n\r\n***\r\n--b1--`],
  [
    `${FIELD}; filename="p"\r\nContent-Type: text/plain\r\n\r\nkestrel\r\n--b1`,
    `${FIELD}; filename="p"\r\nContent-Type: text/plain\r\n\r\n***\r\n--b1`,
  ],
  [`${FIELD}\r\n\r\nkestrel`, `${FIELD}\r\n\r\n***`],
  [`${FIELD}\r\n\r\nkestrel\r\nnext line`, `${FIELD}\r\n\r\n***\r\nnext line`],
  ['x: form-data; name=password\r\n\r\nkestrel\r\n--b1', 'x: form-data; name=password\r\n\r\n***\r\n--b1'],
])('A45 a secret in a form of several parts is masked: %j', (text, washed) => {
  expect(washNamed(text)).toBe(washed);
  expect(washNamed(washed)).toBe(washed);
});

test.each([
  `${FIELD}\r\n\r\n\r\n--b1`,
  FIELD,
  `${FIELD}\r\n\r\n`,
  'Content-Disposition: form-data; name="user"\r\n\r\nbob\r\n--b1',
  'Content-Disposition: form-data; name="token_type"\r\n\r\nopaque\r\n--b1',
  'Content-Disposition: form-data; name="file"; filename="password.txt"\r\n\r\nhello\r\n--b1',
])('A45 any other field stays: %j', (text) => {
  expect(washNamed(text)).toBe(text);
});

test('A45 a form within JSON is read with its breaks escaped', () => {
  const body = JSON.stringify({ body: `--b1\r\n${FIELD}\r\n\r\nkestrel\r\n--b1--`, ok: true });
  expect(createWash().record({ msg: body })).toEqual({ msg: body.replace('kestrel', '***') });
});
