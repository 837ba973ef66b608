import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kind } from '../../../src/security/scan/finding.js';
import { type Found, mergeFindings } from '../../../src/security/scan/merge.js';

/** The finding of `piece` in `text`. */
const found = (text: string, kind: Kind, piece: string, more: Partial<Found> = {}): Found => {
  const start = text.indexOf(piece);
  return { kind, start, end: start + piece.length, shown: 0, plain: undefined, ...more };
};

type Row = readonly [law: string, text: string, found: readonly (readonly [Kind, string])[], merged: readonly (readonly [Kind, string])[]];

const ROWS: readonly Row[] = [
  [
    'apart they stay apart, in order',
    'a bb ccc',
    [
      ['ip', 'ccc'],
      ['card', 'a'],
    ],
    [
      ['card', 'a'],
      ['ip', 'ccc'],
    ],
  ],
  [
    'side by side too',
    'aabb',
    [
      ['ip', 'bb'],
      ['card', 'aa'],
    ],
    [
      ['card', 'aa'],
      ['ip', 'bb'],
    ],
  ],
  [
    'the wider stays',
    'x{"a":"b"}',
    [
      ['email', '"b"'],
      ['secret', '{"a":"b"}'],
    ],
    [['secret', '{"a":"b"}']],
  ],
  [
    'the wider stays from one start',
    'abcdef',
    [
      ['phone', 'abc'],
      ['iban', 'abcdef'],
    ],
    [['iban', 'abcdef']],
  ],
  [
    'of equals a token says more than a secret',
    'k=ghp',
    [
      ['secret', 'ghp'],
      ['token', 'ghp'],
    ],
    [['token', 'ghp']],
  ],
  [
    'of equals a secret says more than an address',
    'k=a@b',
    [
      ['email', 'a@b'],
      ['secret', 'a@b'],
    ],
    [['secret', 'a@b']],
  ],
  [
    'a rule of the user says most',
    'x ab',
    [
      ['jwt', 'ab'],
      ['rule:own', 'ab'],
    ],
    [['rule:own', 'ab']],
  ],
  [
    'what overlaps in part becomes one',
    'abcdef',
    [
      ['email', 'cdef'],
      ['secret', 'abcd'],
    ],
    [['secret', 'abcdef']],
  ],
  [
    'a chain too',
    'abcdef',
    [
      ['ip', 'def'],
      ['phone', 'bcd'],
      ['mac', 'abc'],
    ],
    [['phone', 'abcdef']],
  ],
  [
    'a password keeps its host',
    'u:pw@host.org',
    [
      ['email', 'pw@host.org'],
      ['userinfo', 'pw'],
    ],
    [['userinfo', 'pw']],
  ],
  [
    'one with an @ too',
    'u:p@w@host.org',
    [
      ['email', 'w@host.org'],
      ['userinfo', 'p@w'],
    ],
    [['userinfo', 'p@w']],
  ],
  [
    'one behind a longer name too',
    'x.pw@host.org',
    [
      ['email', 'x.pw@host.org'],
      ['secret', 'pw'],
    ],
    [['secret', 'pw']],
  ],
  [
    'one with an escaped @ too',
    'u:pw%2540host.org',
    [
      ['email', 'pw%2540host.org'],
      ['token', 'pw'],
    ],
    [['token', 'pw']],
  ],
  [
    'an address within a secret is part of it',
    'k=a@b.org;',
    [
      ['email', 'a@b.org'],
      ['secret', 'a@b.org;'],
    ],
    [['secret', 'a@b.org;']],
  ],
  [
    'a word in an address is part of it',
    'pw.a@b.org',
    [
      ['email', 'pw.a@b.org'],
      ['secret', 'pw'],
    ],
    [['email', 'pw.a@b.org']],
  ],
  [
    'of two addresses the longer is right',
    'ja@b.org',
    [
      ['email', 'ja@b.org'],
      ['email', 'a@b.org'],
    ],
    [['email', 'ja@b.org']],
  ],
];

describe('findings are merged', () => {
  test.for(ROWS)('%s', ([, text, pieces, merged]) => {
    const told = (kind: Kind, piece: string) => found(text, kind, piece);
    const expected = merged.map(([kind, piece]) => told(kind, piece));
    for (const order of [pieces, pieces.toReversed()])
      expect(
        mergeFindings(
          text,
          order.map(([kind, piece]) => told(kind, piece)),
        ),
      ).toEqual(expected);
  });
});

test('of two alike, the one in plain sight stays', () => {
  const seen = found('a%40b', 'email', 'a%40b', { plain: 'a@b' });
  const plain = found('a%40b', 'email', 'a%40b');
  expect(mergeFindings('a%40b', [seen, plain])).toEqual([plain]);
});

test('what a union shows of its first is nothing', () => {
  const [one, other] = [found('ghp_abcd', 'token', 'ghp_ab', { shown: 4 }), found('ghp_abcd', 'secret', 'abcd')];
  expect(mergeFindings('ghp_abcd', [one, other])).toEqual([{ kind: 'token', start: 0, end: 8, shown: 0, plain: undefined }]);
});

test('nothing that was found is left out, but the host of credentials', () => {
  const kinds = fc.constantFrom<Kind>('token', 'secret', 'card', 'phone', 'ip', 'entropy');
  const finding = fc.record({ kind: kinds, start: fc.nat(40), length: fc.integer({ min: 1, max: 12 }) });
  const text = 'x'.repeat(60);
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 12 }), (drawn) => {
      const all = drawn.map(({ kind, start, length }): Found => ({ kind, start, end: start + length, shown: 0, plain: undefined }));
      const merged = mergeFindings(text, [...all]);
      for (const { start, end } of all) expect(merged.some((one) => one.start <= start && one.end >= end)).toBe(true);
      for (const [index, one] of merged.entries()) expect(one.start).toBeGreaterThanOrEqual(merged[index - 1]?.end ?? 0);
    }),
  );
});
