import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';

const wash = createWash();

/** What has to be taken apart: an object under the name of a secret. */
const apart = (members: string): string => `{"level":30,${members},"password":{"a":"maple-otter-41"}}`;
const masked = (members: string): string => `{"level":30,${members},"password":{"a":"***"}}`;

test.each([
  '"id":9007199254740993',
  '"id":-12345678901234567890123',
  '"list":[12345678901234567890,1,{"n":99999999999999999999}]',
  '"x":0.1234567890123456789',
  '"x":1.0000000000000000000',
  '"x":123456789012345678901234567890e+400',
  '"msg":"of 12345678901234567890, or \\"n\\":12345678901234567890 \\\\","id":12345678901234567890',
  '"safe":9007199254740991,"time":1760000000000,"f":0.1',
])('A46 numbers keep their digits in a line that is taken apart: %s', (members) => {
  expect(wash.line(apart(members))).toBe(masked(members));
  expect(wash.line(`${apart(members)}\n`)).toBe(`${masked(members)}\n`);
  expect(wash.line(masked(members))).toBe(masked(members));
});

test('A46 so do those of a list, and those under a secret name are masked', () => {
  expect(wash.line('[12345678901234567890,"bob@example.com"]')).toBe('[12345678901234567890,"b***@example.com"]');
  expect(wash.line('{"token":[12345678901234567890],"id":12345678901234567890}')).toBe('{"token":["***"],"id":12345678901234567890}');
});

test.each([
  ['in place', (members: string) => `{${members}}`],
  ['in a line that is taken apart', apart],
])('A45 a card of 19 digits is found as a number %s, by all its digits', (_, line) => {
  expect(wash.line(line('"n":6212345678901234569'))).toContain('"n":"****4569"');
  expect(wash.line(line('"n":6212345678901234568'))).toContain('"n":6212345678901234568');
});

test('A47 for typed indexes it is no text', () => {
  expect(createWash({ typeSafe: true }).line(apart('"n":6212345678901234569'))).toContain('"n":null,');
});

test('A46 a text that is no JSON, and a number that is longer than texts may be, are washed as ever', () => {
  expect(wash.line('card: 4111111111111111, id: 12345678901234567890')).toBe('card: ****1111, id: 12345678901234567890');
  const short = createWash({ limits: { stringLength: 16 } });
  expect(JSON.parse(short.line(apart(`"n":${'7'.repeat(40)}`)))).toMatchObject({ n: expect.anything(), password: { a: '***' } });
});

test('A46 a mask that washes a line of its own meanwhile disturbs nothing', () => {
  const inner: string[] = [];
  const outer = createWash({
    keys: { add: [{ key: 'note', mask: (): string => washInner() }] },
  });
  const washInner = (): string => `x${inner.push(outer.line(apart('"a":11111111111111111111')))}`;
  expect(outer.line('{"note":{"b":"something"},"id":22222222222222222222}')).toBe('{"note":{"b":"x1"},"id":22222222222222222222}');
  expect(inner).toEqual([masked('"a":11111111111111111111')]);
});

test('A46 any line of numbers comes back as it went in', () => {
  const digits = fc.stringMatching(/^-?[1-9]\d{0,30}(\.\d{1,20}[1-9])?$/);
  fc.assert(
    fc.property(fc.array(digits, { minLength: 1, maxLength: 5 }), (numbers) => {
      const quiet = createWash({ kinds: { card: false } });
      const plain = numbers.filter((number) => number.length > 16 || String(Number(number)) === number);
      const members = `"list":[${plain.join()}]`;
      expect(quiet.line(apart(members))).toBe(masked(members));
    }),
    { numRuns: 200 },
  );
});
