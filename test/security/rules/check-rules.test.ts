import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { ConfigurationError } from '../../../src/core/errors.js';
import { checkRules } from '../../../src/security/rules/check-rules.js';
import type { SecurityRule } from '../../../src/security/security-options.js';

const sound = { name: 'employee', literals: ['EMP-'], pattern: /EMP-\d{6}/ };

test.for<readonly [string, object]>([
  ['with literals', {}],
  ['that is always tried', { literals: undefined, always: true }],
  ['with all it may have', { validate: () => true, action: 'reject', mask: { mask: 'partial', last: 2 } }],
  ['with functions by module', { validate: { module: './v.js', name: 'v' }, mask: { module: './m.js', name: 'm' } }],
])('A50 a rule %s is accepted', ([, parts]) => {
  expect(() => checkRules([{ ...sound, ...parts } as SecurityRule], false)).not.toThrow();
});

test.for<readonly [string, object, RegExp]>([
  ['without a name', { name: '' }, /must have a `name` of 1 to 64/],
  ['with a name that breaks a mask', { name: 'a]b' }, /received "a\]b"/],
  ['without literals', { literals: undefined }, /`employee` needs `literals`.*Or `always: true`/],
  ['with no literal', { literals: [] }, /at least one text/],
  ['with a literal that stands everywhere', { literals: ['EMP-', ''] }, /has an empty literal/],
  ['with a literal that is none', { literals: [/EMP/] }, /no text/],
  ['with literals that are always tried', { always: true }, /leave one of them out/],
  ['with a text for a pattern', { pattern: 'EMP' }, /must have a `pattern` that is a RegExp; received string/],
  ['with a sticky pattern', { pattern: /EMP/y }, /flag y.*leave the flag out/],
  ['with a pattern that finds nothing', { pattern: /\d{0,3}/ }, /finds nothing.*\+ instead of \*/],
  ['with an unsafe pattern', { pattern: /(\d+)+x/ }, /unsafe pattern: `\(\\d\+\)\+` can be tried in too many ways/],
  ['with an action of its own', { action: 'redact' }, /'mask', 'tag' or 'reject'/],
  ['with a mask that is never made', { action: 'tag', mask: 'full' }, /masks nothing/],
  ['with a mask that is none', { mask: 'blur' }, /`security\.rules\[employee\]\.mask`/],
  ['with a hash and no key', { mask: 'hash' }, /needs the option `pseudonym`/],
  ['with a validate that is none', { validate: /x/ }, /must have a `validate`/],
])('A50 a rule %s is refused', ([, parts, message]) => {
  const check = () => checkRules([{ ...sound, ...parts } as SecurityRule], false);
  expect(check).toThrow(ConfigurationError);
  expect(check).toThrow(message);
});

test('A50 two rules of one name are refused', () => {
  expect(() => checkRules([sound, { ...sound, pattern: /EMP/ }], false)).toThrow(/`employee` has the name of `rules\[0\]`/);
});

test("A50 checking leaves the user's pattern as it was", () => {
  const pattern = /EMP-\d{6}/g;
  pattern.lastIndex = 5;
  checkRules([{ ...sound, pattern }], false);
  expect(inspect(pattern)).toBe('/EMP-\\d{6}/g');
  expect(pattern.lastIndex).toBe(5);
});
