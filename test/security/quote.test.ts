import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneLine, quote, wellFormedJson } from '../../src/security/quote.js';

test.for([
  ['plain text', 'abc', '"abc"'],
  ['nothing', '', '""'],
  ['quotes and backslashes', 'a"b\\c', '"a\\"b\\\\c"'],
  ['NUL, newlines and escape', '\0\r\n\u001b', '"\\u0000\\r\\n\\u001b"'],
  ['line breaks of other readers', '\u0085\u2028\u2029', '"\\u0085\\u2028\\u2029"'],
  ['a whole character of two halves', '😀', '"😀"'],
  ['half a character', 'a\ud83d', '"a\ufffd"'],
  ['the other half, beside a text that looks like one', '\\ud83d\ude00', '"\\\\ud83d\ufffd"'],
] as const)('3e-B7 3e-B8 %s: one well-formed string on one line', ([, text, json]) => {
  expect(quote(text)).toBe(json);
});

test('quoting loses nothing of a well-formed text, whatever its length', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => JSON.parse(quote(text)) === text));
});

test('3e-B8 JSON made elsewhere comes to one line, and means the same', () => {
  const json = JSON.stringify({ 'a\u2028b': ['\u2029', '\u0085', 'é'] });
  expect(oneLine(json)).toBe('{"a\\u2028b":["\\u2029","\\u0085","é"]}');
  expect(JSON.parse(oneLine(json))).toEqual(JSON.parse(json));
});

test('3e-B7 in JSON made elsewhere lone surrogates are replaced, and nothing that only looks like one', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom('\\', '\ud800', '\udfff', '\\ud800', 'ud83d', '"', '😀'), fc.string())), (parts) => {
      const text = parts.join('');
      expect(JSON.parse(wellFormedJson(JSON.stringify({ [text]: text })))).toEqual({ [mended(text)]: mended(text) });
    }),
  );
});

const mended = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
