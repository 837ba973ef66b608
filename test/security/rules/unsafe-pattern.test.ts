import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patternFault } from '../../../src/security/rules/unsafe-pattern.js';

test.for<readonly [RegExp, part: string]>([
  [/(a+)+/, '(a+)+'],
  [/(a|aa)+/, '(a|aa)+'],
  [/(a|a?)+/, '(a|a?)+'],
  [/^(a+)*$/, '(a+)*'],
  [/(.*)*x/, '(.*)*'],
  [/((a*)b?)*c/, '((a*)b?)*'],
  [/(x+x+)+y/, '(x+x+)+'],
  [/(a|b|ab)*c/, '(a|b|ab)*'],
  [/([a-zA-Z]+)*\d/, '([a-zA-Z]+)*'],
  [/^(([a-z])+.)+[A-Z]([a-z])+$/, '(([a-z])+.)+'],
  [/(\w+\s?)+:/, '(\\w+\\s?)+'],
  [/(?:a|[^b])+c/, '(?:a|[^b])+'],
  [/(k|\u212a)+x/iu, '(k|\\u212a)+'],
  [/(?:[а-я]|ж)+!/, '(?:[а-я]|ж)+'],
  [/(?:\p{Lu}|É)+!/u, '(?:\\p{Lu}|É)+'],
  [/(?:\u{1f600}|[\u{1f5ff}-\u{1f601}])+!/u, '(?:\\u{1f600}|[\\u{1f5ff}-\\u{1f601}])+'],
  [/(a?){30}a{30}/, '(a?){30}'],
  [/(a|a){20}b/, '(a|a){20}'],
  [/(?:(?:(?:\bxa)?)?){1,40}x/, '(?:(?:(?:\\bxa)?)?){1,40}x'],
])('A50 %s is refused, since its ways double and double in %s', ([pattern, part]) => {
  expect(patternFault(pattern)).toMatchObject({
    part,
    why: expect.stringMatching(/^can be tried in too many ways on a text like ".+"…: bound/),
  });
});

test.for<readonly [RegExp, part: string]>([
  [/.*.*x/, '.*'],
  [/\s*\s*x/, '\\s*'],
  [/\s+$/, '\\s+'],
  [/\d+x/, '\\d+'],
  [/.*secret/, '.*'],
  [/[\w.]+@[\w.]+\.com/, '[\\w.]+'],
  [/EMP[\w.]+\.com/, '[\\w.]+'],
  [/\bEMP-.*-END/, '.*'],
  [/password=.*;.*$/, '.*'],
  [/"(?:[^"\\]|\\.)*"x/, '(?:[^"\\\\]|\\\\.)*'],
  [/BEGIN TRANSACTION.*END OF TRANSACTION/, '.*'],
  [/<employee>.*<\/employee>/s, '.*'],
  [/^.*?customer-number: .*;$/m, '.*'],
  [/(?:a.*b|a)/, '.*'],
  [/(?:ab)+c|d/, '(?:ab)+'],
  [/(?<=id=|x)\w+;/, '\\w+'],
  [/(?<!ab)\d+x/, '\\d+'],
  [/a{1,600}b/, 'a{1,600}'],
  [/(?:aabab(?:[ab]{1,9}){2,3}|[ab]b*)c/, 'b*'],
  [/.{1,40}abc[^c]|x*?abbc/, 'x*?'],
])('A50 %s is refused, since what it costs grows with the square of the text, in %s', ([pattern, part]) => {
  expect(patternFault(pattern)?.part).toBe(part);
});

/** The flag v; as a literal it asks for a later target of TypeScript. */
const SETS = 'v';

test.for<readonly [RegExp, part: string, why: string]>([
  [/(['"])x\1/, '\\1', 'refers back'],
  [/(?<q>['"])x\k<q>/, '\\k<q>', 'refers back'],
  [/(?=.*x)a/, '(?=.*x)', 'repeats something within a look-around'],
  [/(?<=a+)b/, '(?<=a+)', 'repeats something within a look-around'],
  [/(?=ab)(?!abc)(?=a.)(?!ax)a/, '(?=ab)', 'one look-around too many'],
  [/(?:(?:(?:\b){1,40}){1,40}){1,9}c/, '(?:(?:(?:\\b){1,40}){1,40}){1,9}', 'repeats too often'],
  [/(?:(?:a{1,50}){1,50}){1,50}/, '(?:(?:a{1,50}){1,50}){1,50}', 'repeats too often'],
  [new RegExp('a', SETS), 'v', 'use u'],
])('A50 %s is refused, since nobody can tell: %s %s', ([pattern, part, why]) => {
  expect(patternFault(pattern)).toEqual({ part, why: expect.stringContaining(why) });
});

test.for([
  /EMP-\d{6}/,
  /^(foo-?bar)?side/,
  /\b[A-Z]{2}\d{4,8}\b/,
  /(?:abc|abd)+/,
  /foo+/,
  /BEGIN TRANSACTION.{0,200}END OF TRANSACTION/,
  /^customer-number: .*;$/m,
  /secret.*/,
  /password:\s*\S+/,
  /\b\d+x/,
  /(?<!\d)\d+x/,
  /(?<!\d)\d{16}(?!\d)/,
  /^\s*\w+x/,
  /\b(?:\d[ -]?){13,19}\b/,
  /(\d{1,3}\.){3}\d{1,3}/,
  /[a-z.]{1,64}@[a-z.]{1,255}\.com/i,
  /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b/,
  /sess=[^;\s]+/,
  /"ssn":"[^"]*"/,
  /order-(?!test)\d+/,
  /(?<=id=)\w+/,
  /\b\w+ \w+ \w+-x/,
  /tenant-(?:[a-z]+_)*[0-9]+/,
  /\bMRN[:# ]?\s?\d{6,10}\b/i,
  /\p{Lu}{2}\d{4}/u,
  /acme_[a-zA-Z0-9_-]{32,}/,
  /Employee (?:no|number)?\.? ?\d+/,
  /a+?b?/,
  /\{[^{}]*\}/,
  /\u{1f600}{2,3}/u,
  /x{2}{/,
  /[\]\\/]{3}/,
])('A50 %s is accepted', (pattern) => {
  expect(patternFault(pattern)).toBeUndefined();
});

test('A50 the question is settled soon, whatever the pattern', () => {
  for (const pattern of [
    /(?:[a-z]{1,40}[-_.]){1,40}[a-z]{1,40}!/,
    /(?:\w{1,20} ?){1,50};/,
    /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b/,
  ]) {
    const before = performance.now();
    patternFault(pattern);
    expect(performance.now() - before).toBeLessThan(3000);
  }
});

describe('the engine itself agrees', () => {
  const letter = fc.constantFrom('a', 'b', 'c', '[ab]', '[^c]', '.');
  const counts = fc.constantFrom('*', '+', '?', '{2,3}', '{1,9}', '*?');
  const pattern = fc.letrec<{ node: string; group: string; repeat: string; list: string; choice: string }>((tie) => ({
    node: fc.oneof({ maxDepth: 4, depthSize: 'small' }, letter, tie('repeat'), tie('list'), tie('choice')),
    group: fc.oneof(letter, tie('choice')),
    repeat: fc.tuple(tie('group'), counts).map(([body, count]) => body + count),
    list: fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map((parts) => parts.join('')),
    choice: fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((ways) => `(?:${ways.join('|')})`),
  })).node;

  /** Steps, as far as a clock can tell them: the fastest of three. */
  const searchMs = (tried: RegExp, text: string): number =>
    Math.min(
      ...[1, 2, 3].map(() => {
        const before = performance.now();
        text.replace(tried, '');
        return performance.now() - before;
      }),
    );

  test('A50 no accepted pattern is slow on a window, whatever is pumped', { timeout: 60_000 }, () => {
    const word = fc.stringMatching(/^[abcx]{1,4}$/);
    fc.assert(
      fc.property(pattern, fc.constantFrom('', 'x', '$'), word, word, (body, end, head, pumped) => {
        const tried = new RegExp(body + end, 'g');
        fc.pre(patternFault(tried) === undefined);
        const text = head + pumped.repeat(4096 / pumped.length);
        expect(searchMs(tried, text)).toBeLessThan(500);
      }),
      { numRuns: 300, seed: 4 },
    );
  });
});
