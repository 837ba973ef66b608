import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitLine, fits } from '../../src/security/fit-line.js';

const MARK = '…[...TRUNCATED]';

test('a line that fits is left as it is', () => {
  const line = `{"message":"${'é'.repeat(64)}"}`;
  expect(fitLine(line, Buffer.byteLength(line))).toBe(line);
});

/** What stays of `line` within `maxBytes`, the notes taken away. */
const kept = (line: string, maxBytes: number): unknown => {
  const { truncated, originalBytes, ...rest } = JSON.parse(fitLine(line, maxBytes));
  expect({ truncated, originalBytes }).toEqual({ truncated: true, originalBytes: Buffer.byteLength(line) });
  return rest;
};

const long = 'x'.repeat(1000);

describe('3e-B5 a line that is too long keeps its whole leading members and', () => {
  test.for([
    [
      'cuts the text that the limit falls into',
      `{"level":30,"msg":"${long}","z":1}`,
      { level: 30, msg: expect.stringMatching(/^x{80,}…\[\.{3}TRUNCATED\]$/) },
    ],
    ['closes what is open', `{"a":[{"b":"${long}"}],"z":1}`, { a: [{ b: expect.stringMatching(/^x{70,}…\[\.{3}TRUNCATED\]$/) }] }],
    ['leaves out the name that the limit falls into', `{"a":1,"${long}":2}`, { a: 1 }],
    ['leaves out the number that the limit falls into', `{"a":1,"b":${'1'.repeat(1000)}}`, { a: 1 }],
    ['leaves out the number in a list', `{"a":[1,2,${'3'.repeat(1000)}]}`, { a: [1, 2] }],
    ['keeps an object of nothing', `{"${long}":2}`, {}],
    ['keeps a list of nothing', `{"a":[${'1'.repeat(1000)}]}`, { a: [] }],
    ['keeps white space harmless', `{ "a" : 1 , "b" : "${long}" }`, { a: 1, b: expect.stringContaining(MARK) }],
    ['forgets the line end', `{"a":"${long}"}\n`, { a: expect.stringContaining(MARK) }],
  ] as const)('%s', ([, line, expected]) => {
    expect(kept(line, 200)).toEqual(expected);
  });
});

test.for(['\\n', '\\u0041', '\\\\', '\\"', '😀', 'é', '東', '\\ud83d\\ude00'])('3e-B5 no cut goes through %s', (unit) => {
  const message: string = JSON.parse(`"${unit}"`);
  for (let limit = 200; limit < 214; limit += 1) {
    const fitted = fitLine(`{"m":"${unit.repeat(200)}"}`, limit);
    expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(limit);
    const kept: string = JSON.parse(fitted).m.slice(0, -MARK.length);
    expect(kept).toBe(message.repeat(kept.length / message.length));
  }
});

test.for([
  ['text', long],
  ['nothing like an object', `[${long}]`],
  ['JSON with a hole', `{"a":1,,"b":"${long}"}`],
  ['unquoted words', `{level: info, ${long}}`],
  ['an object with something after it', `{"a":1} ${long}`],
  ['an object on several lines', `{"a":1,\n"b":"${long}"}`],
  ['a raw line break in a text', `{"a":"\n${long}"}`],
  ['brackets that do not match', `{"a":[1}},"b":"${long}"}`],
] as const)('B24 what is not one JSON object becomes a message: %s', ([, line]) => {
  const fitted = fitLine(line, 200);
  const { message, ...notes } = JSON.parse(fitted);
  expect(line.startsWith(message.slice(0, -MARK.length))).toBe(true);
  expect(message.endsWith(MARK)).toBe(true);
  expect(notes).toEqual({ truncated: true, originalBytes: line.length });
  expect(fitted).not.toMatch(/[\r\n]/);
  expect(fitted.length).toBeLessThanOrEqual(200);
});

test('a name of its own that the record uses is left to the record', () => {
  expect(fitLine(`{"truncated":"by me","a":"${long}"}`, 200).match(/"truncated":/g)).toHaveLength(1);
});

const wellFormedRecord = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }));

test('3e-B5 a fitted line is JSON on one line within the limit, begins as the whole did, and is not cut again', () => {
  fc.assert(
    fc.property(wellFormedRecord, fc.integer({ min: 128, max: 600 }), (record, limit) => {
      const line = JSON.stringify({ level: 30, ...record, filler: '"\\\u0001é東😀'.repeat(30) });
      const fitted = fitLine(line, limit);
      expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(limit);
      expect(fitted).not.toMatch(/[\r\n]/);
      expect(JSON.parse(fitted)).toBeTypeOf('object');
      expect(fitted.slice(0, 5)).toBe(line.slice(0, 5));
      expect(fitLine(fitted, limit)).toBe(fitted);
    }),
    { numRuns: 500 },
  );
});

test('any text at all becomes JSON within the limit', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 200, maxLength: 400 }),
      fc.constantFrom('', '{', '{"', '{"a":[', '{"a":"'),
      (text, start) => {
        const fitted = fitLine(start + text, 160);
        expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(160);
        expect(JSON.parse(fitted)).toMatchObject({ truncated: true });
      },
    ),
  );
});

test('3e-B5 the work is in proportion to the limit: 50 MB cost no more than their head', () => {
  const line = Buffer.from(`{"level":30,"msg":"${'x'.repeat(50_000_000)}"}`).toString('latin1');
  const start = performance.now();
  const fitted = fitLine(line, 262_144);
  expect(performance.now() - start).toBeLessThan(1000);
  expect(JSON.parse(fitted)).toMatchObject({ level: 30, truncated: true, originalBytes: line.length });
});

test.for([
  ['abc', 3, true],
  ['abc', 2, false],
  ['é', 1, false],
  ['é', 2, true],
  ['東', 3, true],
  ['東', 2, false],
] as const)('%s fits in %i bytes: %s', ([text, maxBytes, expected]) => {
  expect(fits(text, maxBytes)).toBe(expected);
});
