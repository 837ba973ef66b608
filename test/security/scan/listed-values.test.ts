import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';
import { washNamed } from './wash-named.js';

test.each([
  ['["authorization","Bearer kestrel"]', '["authorization","Bearer ***"]'],
  ['["Host","x","X-Api-Key","9f8e7d6c5b4a","Cookie","sid=kestrel; lang=en"]', '["Host","x","X-Api-Key","***","Cookie","sid=***; lang=en"]'],
  ['[\\"X-Api-Key\\", \\"9f8e7d6c5b4a\\", \\"a\\"]', '[\\"X-Api-Key\\", \\"***\\", \\"a\\"]'],
  ["headers.set('Proxy-Authorization', 'Basic Ym9iOmtlc3RyZWw=')", "headers.set('Proxy-Authorization', 'Basic ***')"],
  ["setApiKey('9f8e7d6c5b4a')", "setApiKey('***')"],
])('A45 what a list or a call binds to a name is masked: %s', (text, washed) => {
  expect(washNamed(text)).toBe(washed);
  expect(washNamed(washed)).toBe(washed);
});

test.each([
  '["password","email"]',
  'vary: ["authorization","x-api-key","cookie"]',
  '["token","secret","id"]',
  "t('password','label')",
  'getKey("orders")',
  'users("token", 3)',
])('A45 a list of names stays: %s', (text) => {
  expect(washNamed(text)).toBe(text);
});

test('A45 a list needs no sign that binds', () => {
  expect(createWash().record({ msg: '["authorization","Bearer kestrel"]' })).toEqual({ msg: '["authorization","Bearer ***"]' });
});
