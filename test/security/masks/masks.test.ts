import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMasked } from '../../../src/security/masks/is-masked.js';
import { createMasks, type MasksSettings } from '../../../src/security/masks/masks.js';
import { createPseudonyms } from '../../../src/security/masks/pseudonyms.js';
import type { Kind } from '../../../src/security/scan/finding.js';
import type { Mask } from '../../../src/security/security-options.js';
import { DROPPED } from '../../../src/security/wash/leaf-wash.js';

const masksWith = (settings: Partial<MasksSettings> = {}) =>
  createMasks({ kinds: new Map(), typeSafe: false, pseudonyms: undefined, fit: (text) => text, ...settings });

const masks = masksWith();

const pieceOf = (kind: Kind, value: string, shown = 0) => masks.piece({ kind, start: 3, end: 3 + value.length, shown }, `<< ${value} >>`);

const TOKEN_BODY = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8';

test.for<readonly [Kind, string, string, shown?: number]>([
  ['email', 'user@company.com', 'u***@company.com'],
  ['email', 'jane.roe+tag@mail.example.co.uk', 'j***@mail.example.co.uk'],
  ['email', 'jo@company.com', '***@company.com'],
  ['email', 'j@company.com', '***@company.com'],
  ['email', 'åsa.berg@exämple.se', 'å***@exämple.se'],
  ['email', 'user%40company.com', 'u***@company.com'],
  ['email', 'us\u200ber@company.com', 'u***@company.com'],
  ['email', '"john doe"@company.com', '***@company.com'],
  ['email', 'user@[192.0.2.1]', '[email]'],
  ['email', 'no address', '[email]'],
  ['card', ['4111', '1111', '1111', '1234'].join(' '), '****1234'],
  ['card', '４１１１１１１１１１１１１２３４', '****1234'],
  ['card', '12345', '[card]'],
  ['iban', 'DE89 3704 0044 0532 0130 00', 'DE***3000'],
  ['iban', 'gb82west12345698765432', 'GB***5432'],
  ['ssn', '219-09-9999', '***-**-****'],
  ['phone', '+49 30 1234567', '+49***67'],
  ['phone', '0049 (0)30 1234567', '+49***67'],
  ['phone', '+1 (555) 010-1234', '+1***34'],
  ['phone', '+353 1 234 5678', '+353***78'],
  ['phone', '(555) 010-1234', '***34'],
  ['phone', '12-34', '[phone]'],
  ['ip', '203.0.113.77', '203.0.113.x'],
  ['ip', '2001:db8:1:2:3:4:5:6', '2001:db8:1::x'],
  ['ip', '2001:0DB8::8a2e:370:7334', '2001:db8:0::x'],
  ['ip', '2001:db8::', '2001:db8:0::x'],
  ['ip', '::ffff:203.0.113.77', '::ffff:203.0.113.x'],
  ['ip', '::ffff:cb00:714d', '::ffff:203.0.113.x'],
  ['ip', '2001:db8:1::9%eth0', '2001:db8:1::x'],
  ['ip', '1.2.3', '[ip]'],
  ['token', `ghp_${TOKEN_BODY}`, 'ghp_***', 4],
  ['token', `AKIA${TOKEN_BODY}`, 'AKIA***', 4],
  ['token', 'abcdef', '***', 4],
  ['jwt', `eyJ${TOKEN_BODY}.eyJ${TOKEN_BODY}.${TOKEN_BODY}`, 'eyJ***', 3],
  ['secret', 'hunter2', '***'],
  ['authorization', TOKEN_BODY, '***'],
  ['userinfo', 'p@ss', '***'],
  ['privateKey', `-----BEGIN ${'PRIVATE'} KEY-----\nMIIE`, '[private_key]'],
  ['mac', '00:00:5e:00:53:01', '[mac]'],
  ['nationalId', 'AB123456C', '[national_id]'],
  ['entropy', TOKEN_BODY, '[entropy]'],
  ['rule:employee', 'EMP-123456', '[employee]'],
] as const)('A45 by default, %s %s becomes %s', ([kind, value, mask, shown]) => {
  expect(pieceOf(kind, value, shown)).toBe(mask);
});

describe('an adaptive partial mask', () => {
  const partial = masksWith({ kinds: new Map([['secret', 'partial']]) });
  const maskOf = (value: string) => partial.value({ kind: 'secret', mask: undefined }, value, 'k');

  test.for([
    ['', '***'],
    ['1234567', '***'],
    ['12345678', '***78'],
    ['12345678901', '***01'],
    ['123456789012', '1***12'],
    ['1234567890123456', '12***56'],
    ['x'.repeat(100_000), 'xx***xx'],
    ['😀'.repeat(16), '😀😀***😀😀'],
    ['ab\u202e3456789012345\u202e', '***'],
  ] as const)('A45 of %j is %j', ([value, mask]) => {
    expect(maskOf(value)).toBe(mask);
  });

  test('A45 shows at most four characters, and at most a quarter, and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (value) => {
        const mask = String(maskOf(value));
        if (isMasked(value)) return;
        const shown = [...mask.replace('***', '')].length;
        expect(shown).toBeLessThanOrEqual(Math.min(4, [...value].length / 4));
        expect(mask).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });
});

test.for<readonly [string, Kind, Mask, string, string | null | typeof DROPPED]>([
  ['ends by hand', 'token', { mask: 'partial', first: 4, last: 4 }, `acme${TOKEN_BODY}`, 'acme***q7R8'],
  ['no more than leaves four hidden', 'secret', { mask: 'partial', last: 4 }, '1234567', '***'],
  ['ends of digits', 'card', { mask: 'partial', first: 6, last: 4 }, ['4111', '1122', '2233', '3344'].join('-'), '411111***3344'],
  ['a fixed text', 'email', { mask: 'full', text: '(gone)' }, 'user@company.com', '(gone)'],
  ['full', 'email', 'full', 'user@company.com', '[email]'],
  ['drop', 'email', 'drop', 'user@company.com', DROPPED],
  ['a function', 'email', (value, { kind, key }) => `${kind} at ${key}, ${value.length}`, 'user@company.com', 'email at k, 16'],
  ['a function that is only named', 'email', { module: './masks.js', name: 'mask' }, 'user@company.com', '[email]'],
  ['a hash without a key', 'email', 'hash', 'user@company.com', '[email]'],
])('A45 %s', ([, kind, mask, value, expected]) => {
  expect(masks.value({ kind, mask }, value, 'k')).toBe(expected);
  if (expected !== DROPPED)
    expect(masksWith({ kinds: new Map([[kind, mask]]) }).piece({ kind, start: 0, end: value.length, shown: 0 }, value, 'k')).toBe(expected);
});

test('A45 a dropped piece leaves nothing', () => {
  expect(masksWith({ kinds: new Map([['email', 'drop']]) }).piece({ kind: 'email', start: 2, end: 9, shown: 0 }, 'a user@x b')).toBe('');
});

test.for<readonly [string, Mask]>([
  [
    'throws',
    () => {
      throw new Error('canary-value');
    },
  ],
  ['answers no text', (() => 42) as unknown as Mask],
  ['answers an object', (() => ({ toString: () => 'canary-value' })) as unknown as Mask],
  [
    'answers a promise',
    (async () => {
      throw new Error('canary-value');
    }) as unknown as Mask,
  ],
  ['answers its input', (value: string) => value],
  ['answers what holds its input', (value: string) => `<${value}>`],
  ['answers its input in another letter case', (value: string) => value.toUpperCase()],
  ['answers its input with other signs between', (value: string) => `id ${[...value.trim()].join(' ').replace('-', '')}`],
  ['answers a megabyte', () => 'x'.repeat(1 << 20)],
])('A42 A50 a mask function that %s gives way to the full mask, and is counted', ([, mask]) => {
  const fallible = masksWith();
  expect(fallible.value({ kind: 'rule:own', mask }, ' canary-value ', 'k')).toBe('[own]');
  expect(fallible.failures()).toBe(1);
});

test('A45 a mask function may by chance say what is short', () => {
  expect(masksWith().value({ kind: 'rule:own', mask: () => '[hidden]' }, 'Id', 'k')).toBe('[hidden]');
});

test('A42 a pseudonym that cannot be made gives way to the full mask', () => {
  const broken = {
    of: () => {
      throw new Error('canary-value');
    },
    underEveryKey: () => [],
  };
  const fallible = masksWith({ pseudonyms: broken });
  expect(fallible.value({ kind: 'email', mask: 'hash' }, 'user@company.com', 'k')).toBe('[email]');
  expect(fallible.failures()).toBe(1);
});

test('A44 what a user makes is made fit for one line', () => {
  const fitting = masksWith({ fit: (text) => text.replaceAll('\n', '\\n') });
  expect(fitting.value({ kind: 'email', mask: () => 'a\nb' }, 'user@company.com', 'k')).toBe('a\\nb');
  expect(fitting.value({ kind: 'email', mask: { mask: 'full', text: 'c\nd' } }, 'user@company.com', 'k')).toBe('c\\nd');
});

test('A45 a masked number is null where types must be kept, and a text elsewhere', () => {
  expect(masks.value({ kind: 'secret', mask: undefined }, 123_456, 'pin')).toBe('***');
  const typed = masksWith({ typeSafe: true });
  expect(typed.value({ kind: 'secret', mask: undefined }, 123_456, 'pin')).toBeNull();
  expect(typed.value({ kind: 'secret', mask: 'drop' }, 123_456, 'pin')).toBe(DROPPED);
  expect(typed.value({ kind: 'secret', mask: undefined }, '123456', 'pin')).toBe('***');
});

test('A45 what only its path gave away is masked in part, and named by a pseudonym, as it is in a sentence', () => {
  const pseudonyms = createPseudonyms({ key: Buffer.alloc(32, 7), keyId: 'k1' });
  const withKey = masksWith({ pseudonyms });
  expect(masks.value({ kind: 'secret', mask: 'partial' }, 'user@company.com', 'email')).toBe('u***@company.com');
  expect(masks.value({ kind: 'secret', mask: 'partial' }, '203.0.113.77', 'from')).toBe('203.0.113.x');
  expect(withKey.value({ kind: 'secret', mask: 'hash' }, 'user@company.com', 'email')).toBe(pseudonyms.of('email', 'user@company.com'));
  expect(masks.value({ kind: 'secret', mask: undefined }, 'user@company.com', 'email')).toBe('***');
});

test('A45 masking what is masked changes nothing', () => {
  const pseudonyms = createPseudonyms({ key: Buffer.alloc(32, 7), keyId: 'k1' });
  const kinds: readonly Kind[] = ['email', 'card', 'iban', 'ssn', 'phone', 'ip', 'token', 'jwt', 'secret', 'mac', 'nationalId', 'rule:own'];
  const ways: readonly Mask[] = [
    'full',
    'partial',
    'hash',
    { mask: 'partial', first: 2, last: 2 },
    { mask: 'partial', first: 6, last: 4 },
    { mask: 'full', text: 'gone' },
  ];
  const values = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.emailAddress(),
    fc.ipV4(),
    fc.ipV6(),
    fc.stringMatching(/^\+?\d{4,19}$/),
    fc.stringMatching(/^[A-Z]{2}\d{13,20}$/),
  );
  const withKey = masksWith({ pseudonyms });
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.constantFrom(...ways), values, (kind, mask, value) => {
      const once = withKey.value({ kind, mask }, value, 'k');
      expect(withKey.value({ kind, mask }, String(once), 'k')).toBe(once);
    }),
    { numRuns: 2000 },
  );
});
