import { performance } from 'node:perf_hooks';
import { expect, test, vi } from 'vitest';
import { createMasks } from '../../../src/security/masks/masks.js';
import { compileRules } from '../../../src/security/rules/rule-set.js';
import type { Finding, Sight } from '../../../src/security/scan/finding.js';
import type { SecurityRule } from '../../../src/security/security-options.js';

const employee: SecurityRule = { name: 'employee', literals: ['EMP-'], pattern: /EMP-\d{6}/ };

const compile = (rules: readonly SecurityRule[], now: () => number = () => 0) => compileRules(rules, { hasPseudonym: false, now });

const foundBy = (rules: ReturnType<typeof compile>, text: string): readonly Finding[] => {
  const found: Finding[] = [];
  const sight: Sight = {
    text,
    isCut: false,
    isStrict: false,
    wants: () => true,
    note: (...[kind, start, end, shown = 0]) => found.push({ kind, start, end, shown }),
  };
  rules.find(sight);
  return found;
};

const maskedBy = (rules: ReturnType<typeof compile>, text: string): string => {
  const masks = createMasks({ kinds: rules.masks, typeSafe: false, pseudonyms: undefined, fit: (each) => each });
  return foundBy(rules, text).reduceRight(
    (out, finding) => out.slice(0, finding.start) + masks.piece(finding, text) + out.slice(finding.end),
    text,
  );
};

test('A50 a rule masks what it finds, and counts it', () => {
  const rules = compile([employee]);
  expect(maskedBy(rules, 'from EMP-123456 to EMP-654321, not EMP-12')).toBe('from [employee] to [employee], not EMP-12');
  expect(rules.stats().get('employee')).toEqual({ hits: 2, overBudget: 0, failures: 0 });
});

test('A50 a rule has a mask of its own', () => {
  expect(maskedBy(compile([{ ...employee, mask: { mask: 'partial', first: 4, last: 2 } }]), 'by EMP-123456')).toBe('by EMP-***56');
});

test('A50 a pattern is not tried where none of its literals stands', () => {
  const rules = compile([employee, { ...employee, name: 'case', literals: ['CASE ', 'Case '], pattern: /c/ }]);
  expect(rules.mayHit('EMP, case')).toBe(false);
  expect(rules.mayHit('the EMP-')).toBe(true);
  expect(rules.mayHit('a Case of')).toBe(true);
  expect(foundBy(rules, 'case')).toEqual([]);
});

test('A50 without rules nothing hits, and a rule that is always tried may hit everything', () => {
  expect(compile([]).mayHit('EMP-123456')).toBe(false);
  const rules = compile([{ name: 'digits', always: true, pattern: /\d+/ }]);
  expect(rules.mayHit('x')).toBe(true);
  expect(maskedBy(rules, 'room 101')).toBe('room [digits]');
});

test('A50 validate has the last word', () => {
  const rules = compile([{ ...employee, validate: (match) => match.endsWith('6') }]);
  expect(maskedBy(rules, 'EMP-123456 EMP-123457')).toBe('[employee] EMP-123457');
  expect(rules.stats().get('employee')?.hits).toBe(1);
});

test('A50 a rule may tag a record, and leaves its text as it is', () => {
  const rules = compile([{ ...employee, action: 'tag' }]);
  expect(maskedBy(rules, 'by EMP-123456, EMP-123457')).toBe('by EMP-123456, EMP-123457');
  expect(rules.take()).toEqual({ tags: new Set(['employee']), rejectedBy: undefined });
  expect(rules.take()).toBeUndefined();
});

test('A50 a rule may reject a record, whose text is masked all the same', () => {
  const rules = compile([
    { ...employee, action: 'reject' },
    { ...employee, name: 'second', action: 'reject' },
  ]);
  expect(maskedBy(rules, 'by EMP-123456')).not.toContain('123456');
  expect(rules.take()).toEqual({ tags: new Set(), rejectedBy: 'employee' });
  foundBy(rules, 'by nobody');
  expect(rules.take()).toBeUndefined();
});

test.for<readonly [string, SecurityRule['validate']]>([
  [
    'throws',
    () => {
      throw new Error('EMP-123456');
    },
  ],
  ['answers no boolean', (() => 'yes') as unknown as SecurityRule['validate']],
  ['answers a promise', (() => Promise.reject(new Error('EMP-123456'))) as unknown as SecurityRule['validate']],
  ['was never loaded', { module: './validate.js', name: 'validate' }],
])('A50 where validate %s, the match is masked in full, whatever the action, and the record goes on', ([, validate]) => {
  for (const action of ['mask', 'tag', 'reject'] as const) {
    const rules = compile([{ ...employee, validate, action, ...(action === 'mask' && { mask: { mask: 'partial', last: 2 } }) }]);
    expect(maskedBy(rules, 'by EMP-123456.')).toBe('by [employee: unchecked].');
    expect(rules.take()).toBeUndefined();
    expect(rules.stats().get('employee')).toEqual({ hits: 1, overBudget: 0, failures: 1 });
  }
});

test('A50 a text is withheld when a rule has used up its time before it has seen all of it', () => {
  const now = vi.fn<() => number>().mockReturnValueOnce(0).mockReturnValue(5.1);
  const rules = compile([employee, { name: 'other', literals: ['EMP-'], pattern: /nothing/ }], now);
  const text = `EMP-123456 ${'.'.repeat(10_000)} EMP-654321`;
  expect(foundBy(rules, text).at(-1)).toEqual({ kind: 'rule:employee: over budget', start: 0, end: text.length, shown: 0 });
  expect(rules.stats().get('employee')?.overBudget).toBe(1);
  const masks = createMasks({ kinds: rules.masks, typeSafe: false, pseudonyms: undefined, fit: (each) => each });
  expect(masks.piece({ kind: 'rule:employee: over budget', start: 0, end: text.length, shown: 0 }, text)).toBe('[employee: over budget]');
});

test('A50 a validate that takes too long is not asked on', () => {
  let at = 0;
  const validate = vi.fn(() => {
    at += 3;
    return true;
  });
  const rules = compile([{ ...employee, validate }], () => at);
  foundBy(rules, 'EMP-123456 '.repeat(10));
  expect(validate).toHaveBeenCalledTimes(2);
  expect(rules.stats().get('employee')?.overBudget).toBe(1);
});

test("A50 a user's pattern may be shared: nobody's place in a text is moved", () => {
  const pattern = /EMP-\d{6}/g;
  pattern.lastIndex = 3;
  const shared: { rules?: ReturnType<typeof compile> } = {};
  const rules = compile([
    { ...employee, pattern, validate: () => shared.rules === undefined || foundBy(shared.rules, 'EMP-000000').length >= 0 },
  ]);
  const inner = compile([{ ...employee, pattern }]);
  shared.rules = inner;
  expect(foundBy(rules, 'EMP-123456 EMP-654321')).toHaveLength(2);
  expect(pattern.lastIndex).toBe(3);
});

test('A50 a rule whose validate washes a text by the same rules finds what it would', () => {
  const shared: { rules?: ReturnType<typeof compile> } = {};
  let depth = 0;
  const validate = () => {
    if (depth++ === 0) foundBy(shared.rules as ReturnType<typeof compile>, `${'.'.repeat(50)}EMP-000000`);
    return true;
  };
  shared.rules = compile([{ ...employee, validate }]);
  expect(foundBy(shared.rules, 'EMP-123456 EMP-654321').map(({ start }) => start)).toContain(11);
});

test.for<readonly [string, RegExp, string]>([
  ['a repeat at its bound', /\b(?:\d[ -]?){13,19}\b/, '1-'],
  ['all that may be an address', /[a-z.]{1,64}@[a-z.]{1,255}\.com/, 'a.@'],
  ['words', /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b/, 'aa.'],
  ['an open end', /acme_[a-zA-Z0-9_-]{32,}/, 'acme_'],
])(
  'A50 the worst text for %s of an accepted rule, as long as a text may be, takes some milliseconds, by no means seconds',
  ([, pattern, pumped]) => {
    const rules = compile([{ name: 'worst', always: true, pattern }], () => performance.now());
    const text = pumped.repeat(36_864 / pumped.length);
    foundBy(rules, text);
    const before = performance.now();
    foundBy(rules, text);
    expect(performance.now() - before).toBeLessThan(2000);
  },
);
