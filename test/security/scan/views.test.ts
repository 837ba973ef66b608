import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeView } from '../../../src/security/scan/decode-view.js';
import { flagsOf } from '../../../src/security/scan/flags-of.js';
import { foldView } from '../../../src/security/scan/fold-view.js';
import { endInText, startInText } from '../../../src/security/scan/view.js';
import { viewsOf } from '../../../src/security/scan/views.js';

const fold = (text: string) => foldView(text, undefined)?.text;
const decode = (text: string) => decodeView(text, undefined)?.text;
const readings = (text: string) => viewsOf(text, flagsOf(text)).map((view) => view.text);

describe('a folded view reads as the eye does', () => {
  test.for([
    ['what cannot be seen is not there', 'pa\u200bss\u00adwo\u2060rd\ufeff\u202e\0', 'password'],
    ['nor what hides in the tag block or as a selector', 'a\u{e0062}\ufe0f\u{e0131}b', 'ab'],
    ['nor a lone surrogate', 'a\ud800b\udc00', 'ab'],
    ['nor marks on other letters', 'p\u0336a\u0336s\u0301s\u20e3', 'pass'],
    ['nor colours', '\x1b[31mAKIA\x1b[1;38;5;4mX\x1b[0m \x9b0mY', 'AKIAX Y'],
    ['nor titles, links and charsets', '\x1b]0;title\x07a\x1b]8;;http://x\x1b\\b\x1b(Bc\x1b7d', 'abcd'],
    ['but the text of a title that does not end', 'a\x1b]0;secret', 'a0;secret'],
    ['full width', '\uff41\uff20\uff42\uff0e\uff43\uff1a\uff11\uff0d\uff12', 'a@b.c:1-2'],
    ['digits of all alphabets', '\u0664\u06f2\u0968\u0e53\u{1d7d9}\u{1d7ec}\u{1fbf7}\u2463\u00b9\u2080', '42231074' + '10'],
    ['letters of mathematics, in circles, in boxes', '\u{1d4d0}\u{1d552}\u24d0\u24b6\u{1f130}\u{1f170}\u{1f150}\u2115', 'AaaAAAAN'],
    ['blanks', 'a\u00a0b\u2009c\u3000d\u202fe', 'a b c d e'],
    ['breaks', 'a\u2028b\x85c\vd', 'a\nb\nc\nd'],
    ['dashes', '1\u20112\u20133\u20144\u22125\uff0d6', '1-2-3-4-5-6'],
    ['quotes', '\u201ca\u201d \u2018b\u2019 \u00abc\u00bb', '"a" \'b\' "c"'],
    ['dots, colons, slashes', 'a\u3002b\u2236c\u2215d\u2044e', 'a.b:c/d/e'],
    ['letters of another alphabet in a Latin word', 'p\u0430ssw\u043erd \u03c1assword t\u043eken_\u0441', 'password password token_c'],
  ] as const)('%s', ([, text, expected]) => {
    expect(fold(text)).toBe(expected);
  });

  test.for([
    ['ASCII', 'plain text'],
    ['breaks and tabs', 'a\n\tb\r'],
    ['words of other alphabets', 'Привет Ελλάδα مرحبا 日本語 नमस्ते 5мин'],
    ['letters with accents, signs, emoji', 'Zażółć €5 ©🚀'],
  ] as const)('%s need none', ([, text]) => {
    expect(fold(text)).toBeUndefined();
  });
});

describe('a decoded view reads as a parser does', () => {
  test.for([
    ['percent signs', 'pass%77ord%3Dx%20y', 'password=x y'],
    ['of UTF-8', 'a%E2%80%8Bb%c3%A9', 'a\u200bb\u00e9'],
    ['encoded again', 'a%2540b%252540c%2525', 'a@b@c%'],
    ['JSON', '\\u0070ass\\u{77}\\U0000006Frd \\x40 \\/', 'password @ /'],
    ['JSON in JSON', 'a\\\\n\\\\u0040\\\\\\\\tb', 'a\n@\tb'],
    ['HTML', '&quot;a&#64;b&#x2E;c&amp;&period;d&#64 ', '"a@b.c&.d@ '],
    ['a form', 'card=4111+1111+1111+1111&q=a+b', 'card=4111 1111 1111 1111&q=a+b'],
  ] as const)('%s', ([, text, expected]) => {
    expect(decode(text)).toBe(expected);
  });

  test.for([
    ['a share of a hundred', '40% 100%% 5%!'],
    ['bytes that are no UTF-8', '%ff%C0%80%E2x%ED%A0%80'],
    ['half a character', '%E2%80'],
    ['a printer of numbers', '%d %s %5.2f'],
    ['quotes and backslashes', '{\\"a\\":\\"b\\"} \\\\host\\Program'],
    ['numbers too large', '\\u{110000} &#1114112; \\uZZZZ \\x4'],
    ['the sign for and', 'a && b &c; &nosuch; &'],
    ['a time with its zone', '2024-01-02T10:11:12.123+0200'],
    ['a sum', '1+2+3'],
  ] as const)('%s need none', ([, text]) => {
    expect(decode(text)).toBeUndefined();
  });
});

test.for([
  ['nothing to read otherwise', 'GET /api 200', []],
  ['looks', 'p\u0430ss', ['pass']],
  ['escapes', 'a%40b', ['a@b']],
  ['looks, then escapes', '\uff05\uff14\uff10', ['%40', '@']],
  ['escapes, then looks', '%EF%BC%A0', ['@']],
  ['escapes in escapes of another kind', '\\u002540 &amp;#64;', ['%40 &#64;', '@ @']],
  ['a group in a form that has no other escape', '4111+1111+1111+1111', ['4111 1111 1111 1111']],
] as const)('the views of a text: %s', ([, text, expected]) => {
  expect(readings(text)).toEqual(expected);
});

test.for([
  ['at the front', '%41bc', 'A', '%41'],
  ['in the middle', 'xx %41%42c yy', 'ABc', '%41%42c'],
  ['at the end', 'x%41', 'A', '%41'],
  ['behind one', 'x%20abc', 'abc', 'abc'],
  ['before one', 'abc%20x', 'abc', 'abc'],
  ['around what is invisible', 'x a\u200b\u200bb\u200b x', 'ab', 'a\u200b\u200bb'],
  ['behind a colour', 'x\x1b[31mab\x1b[0m', 'ab', 'ab'],
  ['a character of two units', 'x\u{1d4d0}\u{1d4d0}y', 'AA', '\u{1d4d0}\u{1d4d0}'],
  ['through two views', 'x %2575ab\\u002540 y', 'uab@', '%2575ab\\u002540'],
] as const)('what a view shows is found again in the text: %s', ([, text, shown, expected]) => {
  const view = viewsOf(text, flagsOf(text)).at(-1)!;
  const at = view.text.indexOf(shown);
  expect(text.slice(startInText(view, at), endInText(view, at + shown.length))).toBe(expected);
});

test('every piece of every view has a place in the text, in order', () => {
  const piece = fc.constantFrom(
    'a',
    '%41',
    '%2541',
    '\\u0041',
    '\\\\n',
    '&amp;',
    '&#64;',
    '\u200b',
    '\uff21',
    '\x1b[31m',
    '\u{1d4d0}',
    '\ud800',
    '%E2%80%8B',
    '=',
    '\\"',
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1 }), (pieces) => {
      const text = pieces.join('');
      for (const view of viewsOf(text, flagsOf(text))) {
        let [lastStart, lastEnd] = [0, 0];
        for (let at = 0; at < view.text.length; at += 1) {
          const [start, end] = [startInText(view, at), endInText(view, at + 1)];
          expect(start).toBeGreaterThanOrEqual(lastStart);
          expect(end).toBeGreaterThanOrEqual(lastEnd);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          [lastStart, lastEnd] = [start, end];
        }
      }
    }),
  );
});

test.for([
  ['percent signs', '%25'],
  ['escapes', '%41'],
  ['backslashes', '\\'],
  ['escapes of JSON', '\\u0041'],
  ['entities', '&#64;'],
  ['signs for and', '&'],
  ['open titles', '\x1b]0;a'],
  ['open sequences', '\x1b[1;'],
  ['what is invisible', '\u200b'],
  ['full width', '\uff21'],
  ['mathematical letters', '\u{1d4d0}'],
  ['mixed alphabets', 'a\u0430'],
  ['groups of a form', '1234+'],
  ['lone surrogates', '\ud800'],
] as const)('a view of many %s is made in time that grows with the text', ([, unit]) => {
  const millisOf = (length: number) => {
    const text = unit.repeat(Math.ceil(length / unit.length));
    const once = () => {
      const start = process.cpuUsage();
      viewsOf(text, flagsOf(text));
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    return Math.min(...Array.from({ length: 5 }, once));
  };
  const single = millisOf(36_000);
  expect(millisOf(144_000)).toBeLessThan(10 * single + 300);
});

test('of a long text only the view in which everything is read is made to be looked at', () => {
  expect(readings(`\uff05\uff14\uff10${'x'.repeat(9000)}`)).toEqual([`@${'x'.repeat(9000)}`]);
});
