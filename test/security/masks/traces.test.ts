import { expect, test } from 'vitest';
import { createMasks } from '../../../src/security/masks/masks.js';
import { createPseudonyms } from '../../../src/security/masks/pseudonyms.js';
import { createTraces } from '../../../src/security/masks/traces.js';
import type { Kind } from '../../../src/security/scan/finding.js';

const current = { key: Buffer.alloc(32, 1), keyId: 'k2' };
const old = { key: Buffer.alloc(32, 2), keyId: 'k1' };
const traces = createTraces(createPseudonyms({ ...current, previous: [old] }));

test.for<readonly [Kind, string]>([
  ['email', 'User@company.com'],
  ['phone', '+49 30 1234567'],
  ['card', ['4111', '1111', '1111', '1111'].join(' ')],
  ['iban', 'DE89 3704 0044 0532 0130 00'],
  ['ip', '203.0.113.77'],
  ['ssn', '219-09-9999'],
  ['nationalId', 'AB 12 34 56 C'],
  ['mac', '00:00:5e:00:53:01'],
  ['secret', 'user-4711'],
])('A52 whatever a mask has left of a subject that is %s %s, its traces find', ([kind, subject]) => {
  const finds = traces(subject).map(({ find }) => find);
  for (const key of [current, old]) {
    const masks = createMasks({ kinds: new Map(), typeSafe: false, pseudonyms: createPseudonyms(key), fit: (text) => text });
    expect(finds).toContain(masks.value({ kind, mask: 'hash' }, subject, 'k'));
    const partial = masks.value({ kind, mask: undefined }, subject, 'k');
    if (!/^[[*-]/.test(String(partial)) || kind === 'card') expect(finds).toContain(partial);
  }
});

test('A52 a pseudonym is of one subject, a partial mask may be of others', () => {
  expect(traces('user@company.com', 'email')).toEqual([
    { kind: 'email', find: expect.stringMatching(/^email:k2:/), keyId: 'k2', isAmbiguous: false },
    { kind: 'email', find: expect.stringMatching(/^email:k1:/), keyId: 'k1', isAmbiguous: false },
    { kind: 'email', find: 'u***@company.com', isAmbiguous: true },
  ]);
});

test('A52 what masks leave of anybody is no trace', () => {
  expect(traces('219-09-9999', 'ssn').map(({ isAmbiguous }) => isAmbiguous)).toEqual([false, false]);
  expect(traces('not an address', 'email').map(({ isAmbiguous }) => isAmbiguous)).toEqual([false, false]);
});

test('A52 without a key there are partial masks only', () => {
  expect(createTraces(undefined)('user@company.com')).toEqual([{ kind: 'email', find: 'u***@company.com', isAmbiguous: true }]);
});
