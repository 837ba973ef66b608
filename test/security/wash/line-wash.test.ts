import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';

const wash = createWash();
const card = ['4111', '1111', '1111', '1111'].join('');

/** What `line` gives must be what `record` gives for the parsed line. */
const expectAlike = (line: string, by = wash): void => {
  expect(JSON.parse(by.line(line))).toEqual(by.record(JSON.parse(line)));
};

test.each([
  ['of Pino', '{"level":30,"time":1732114045123,"pid":7,"hostname":"web-1","msg":"request completed","responseTime":12.5}\n'],
  ['with a UUID and a time', '{"reqId":"10c49aae-593d-413d-886f-a11cb9bc0f71","at":"2026-11-20T15:27:27.123Z","msg":"ok"}\n'],
  ['nested', '{"a":{"b":[1,2,{"c":null}],"d":[]},"e":{},"f":[[["x"]]],"t":true,"f2":false}'],
  ['with numbers as they were written', '{"a":1.0,"b":-0,"c":1e5,"d":12345678901234567890,"e":0.1}'],
  ['with escapes as they were written', '{"a":"\\u0041\\/b \\"quoted\\"","path":"C:\\\\temp"}'],
  ['with other alphabets', '{"msg":"Zażółć gęślą jaźń, 日本語, emoji 👩‍👩‍👧‍👦"}\n'],
  ['empty', '{}\n'],
])('A45 a clean line %s comes back as it is', (_, line) => {
  expect(wash.line(line)).toBe(line);
});

test('what is masked in a line leaves all else of it as it was written', () => {
  const line = `{ "a":1 }`;
  expect(JSON.parse(wash.line(line))).toEqual({ a: 1 });
  const dirty = `{"n":1.0,"big":12345678901234567890,"user":"bob@example.com","x":"\\u0041","card":${card},"é":"ü","e":1e3}\n`;
  expect(wash.line(dirty)).toBe(
    '{"n":1.0,"big":12345678901234567890,"user":"b***@example.com","x":"\\u0041","card":"****1111","é":"ü","e":1e3}\n',
  );
});

test.each<[string, string, unknown]>([
  ['an object under a secret key', '{"password":{"a":"hunter22","n":5,"ok":true}}', { password: { a: '***', n: 5, ok: true } }],
  ['a list under a secret key', '{"tokens":["abcdef123456"]}', { tokens: ['***'] }],
  ['blanks between the tokens', '{ "user" : "bob@example.com" }', { user: 'b***@example.com' }],
  ['a key that is a secret itself', '{"bob@example.com":1}', { 'b***@example.com': 1 }],
  ['a key that leads to a prototype', '{"a":1,"__proto__":{"x":1}}', { a: 1 }],
  ['an escaped key', '{"p\\u0061ssword":"hunter22"}', { password: '***' }],
])('A53 %s is seen to by taking the line apart', (_, line, expected) => {
  expect(JSON.parse(wash.line(line))).toEqual(expected);
  expectAlike(line);
});

test.each([
  ['{"a":1', 'a line cut short'],
  ['{"a":1}}', 'a bracket too many'],
  ['{"a":1 password=hunter22}', 'words between the tokens'],
  ['login of bob@example.com failed', 'a text'],
  ['', 'nothing'],
])('%j: %s is washed as a text', (line) => {
  expect(wash.line(line)).toBe(wash.record(line));
});

test('a line of any length is washed, and one that is cut does not end in half a secret', () => {
  const long = JSON.stringify({ msg: 'x'.repeat(70_000), user: 'bob@example.com' });
  expect(wash.line(long)).not.toContain('bob@');
  const small = createWash({ limits: { recordBytes: 2048 } });
  for (let pad = 1980; pad < 2060; pad += 3) {
    const line = small.line(JSON.stringify({ a: 'y'.repeat(pad), user: 'somebody.special@example.com' }));
    expect(line).not.toContain('somebody');
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(2048);
  }
});

test('a mask function that logs itself does not disturb the line at hand', () => {
  const inner: string[] = [];
  const chatty = createWash({
    kinds: {
      email: (value) => {
        inner.push(chatty.line(`{"msg":"masking","password":"hunter22","n":${value.length}}`));
        return '<gone>';
      },
    },
  });
  expect(chatty.line('{"a":"x@example.com","b":"ü y@example.com","c":"z"}')).toBe('{"a":"<gone>","b":"ü <gone>","c":"z"}');
  expect(inner).toEqual(['{"msg":"masking","password":"***","n":13}', '{"msg":"masking","password":"***","n":13}']);
});

const word = fc.constantFrom(
  'level',
  'msg',
  'user',
  'password',
  'apiKey',
  'tokenCount',
  'stack',
  'id',
  'a b',
  'ü',
  '"',
  'k\nk',
  'constructor',
  'email',
);
const secret = fc.constantFrom(
  'bob@example.com',
  'password=hunter22',
  `card ${card}`,
  'Bearer abcdef0123456789abcdef',
  '203.0.113.77',
  'https://u:pw12345@h.example/x?token=abcdef123456',
);
const text = fc.oneof(
  secret,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.tuple(fc.string({ maxLength: 12 }), secret, fc.string({ unit: 'grapheme', maxLength: 12 })).map((parts) => parts.join(' ')),
);
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true, false, Number(card)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(word, text), tie('value'), { maxKeys: 5 }),
  ),
})).value;
const record = fc.dictionary(fc.oneof(word, text), value, { maxKeys: 8 });

test('A45 a random record is washed alike as an object and as a line, and once is enough', () => {
  fc.assert(
    fc.property(record, (given) => {
      const line = JSON.stringify(given);
      const washed = wash.line(line);
      expect(JSON.parse(washed)).toEqual(wash.record(JSON.parse(line)));
      expect(wash.line(washed)).toBe(washed);
    }),
    { numRuns: 3000 },
  );
});

test('a line that is found clean is one that the full way would not change', () => {
  let clean = 0;
  fc.assert(
    fc.property(record, (given) => {
      const line = JSON.stringify(given);
      if (wash.line(line) !== line) return;
      clean += 1;
      expect(JSON.stringify(wash.record(JSON.parse(line)))).toBe(JSON.stringify(JSON.parse(line)));
    }),
    { numRuns: 3000 },
  );
  expect(clean).toBeGreaterThan(200);
});

test.each([
  ['{"phone":"0612345678"}', '{"phone":"***78"}'],
  ['{"mobileNumber":"555 0134"}', '{"mobileNumber":"***34"}'],
  ['{"appVersion":"10.4.2.17"}', '{"appVersion":"10.4.2.17"}'],
  ['{"remote":"81.4.2.17","firmware":"81.4.2.17","again":"81.4.2.17"}', '{"remote":"81.4.2.x","firmware":"81.4.2.17","again":"81.4.2.x"}'],
])('what a key says of a number is heard: %s', (line, expected) => {
  expect(wash.line(line)).toBe(expected);
  expectAlike(line);
});

test.each([
  ['123', '123'],
  ['null', 'null'],
  ['"bob@example.com"', '"b***@example.com"'],
  ['["bob@example.com",{"password":"hunter22"}]', '["b***@example.com",{"password":"***"}]'],
])('JSON that is no object keeps its form: %s', (line, expected) => {
  expect(wash.line(line)).toBe(expected);
  expect(wash.line(`${line}\n`)).toBe(`${expected}\n`);
});

test('A48 keys that come again in lines count as hits of the cache', () => {
  const counted = createWash();
  for (let record = 0; record < 100; record += 1) counted.line(`{"level":30,"n":${record},"msg":"hi"}`);
  const { hits, misses } = counted.stats().keyCache;
  expect(hits / (hits + misses)).toBeGreaterThan(0.9);
});
