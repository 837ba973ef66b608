import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CUT_MARK } from '../../src/security/cut-text.js';
import { createEncoder } from '../../src/security/encode.js';
import { anyValue } from './any-value.js';
import { limitsWith } from './limits.js';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ minLength: 20, maxLength: 60 }),
  fc.constantFrom('\u2028', '\u0085', '\ud800', '\\ud800', '__proto__', 'constructor', 'toJSON', 'truncated', '…', 'length'),
);

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    Symbol('x'),
    () => 1,
    undefined,
    Number.NaN,
    -0,
    /x/,
    new Error('x'),
    new Date(Number.NaN),
    Buffer.from('x'),
    new URL('a:b'),
  ),
  fc.bigInt(),
  fc.date({ noInvalidDate: false }),
);

const anything = anyValue(text, odd);

const record = fc.oneof(anything, fc.dictionary(text, anything), fc.dictionary(text, fc.oneof(text, fc.integer())));

const limits = { depth: 4, keys: 8, items: 8, nodes: 60, keyLength: 16, stringLength: 24, messageLength: 24, recordBytes: 1024 };

/** A list becomes the message of a record, one level down. */
const WRAPPER = 1;

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

const partsOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(partsOf)] : [value];

test('whatever is handed in, out comes one JSON object on one line, in valid UTF-8, and no word of failure', () => {
  const encoder = createEncoder(limitsWith(), (reason) => expect(reason).not.toBe('withheld'));
  fc.assert(
    fc.property(record, (fields) => {
      const line = encoder.encode(fields);
      expect(line).toMatch(/^\{.*\}$/);
      expect(line).not.toMatch(/[\u0000-\u001f\u0085\u2028\u2029]|\p{Surrogate}/u);
      expect(isUtf8(Buffer.from(line))).toBe(true);
      expect(JSON.stringify(JSON.parse(line))).not.toMatch(/(?<!\\)(?:\\\\)*\\ud[89a-f]/);
    }),
    { numRuns: 300 },
  );
});

test('A49 every limit holds, whatever is handed in', () => {
  const encoder = createEncoder(limitsWith(limits), () => {});
  fc.assert(
    fc.property(record, (fields) => {
      const line = encoder.encode(fields);
      const parts = partsOf(JSON.parse(line));
      const objects = parts.filter((part) => typeof part === 'object' && part !== null);
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(limits.recordBytes);
      expect(depthOf(JSON.parse(line))).toBeLessThanOrEqual(limits.depth + 1 + WRAPPER);
      for (const object of objects) {
        const notes = object === parts[0] ? 3 : 1;
        expect(Object.keys(object).length).toBeLessThanOrEqual(limits.keys + notes);
        if (!Array.isArray(object)) for (const key of Object.keys(object)) expect(key.length).toBeLessThanOrEqual(limits.keyLength);
      }
      // A text that holds its own limit may be cut once more, with a mark, where the record's limit falls.
      for (const part of parts)
        if (typeof part === 'string') expect(part.length).toBeLessThanOrEqual(limits.stringLength + CUT_MARK.length);
    }),
    { numRuns: 300 },
  );
});

test('the same record is written the same, and never touched: it may be frozen all the way down', () => {
  const encoder = createEncoder(limitsWith(limits), () => {});
  fc.assert(
    fc.property(fc.dictionary(text, fc.jsonValue()), (fields) => {
      const before = structuredClone(fields);
      const line = encoder.encode(fields);
      expect(fields).toEqual(before);
      expect(partsOf(fields).every((part) => Object(part) !== part || Object.isExtensible(part))).toBe(true);
      expect(encoder.encode(freeze(fields))).toBe(line);
    }),
  );
});

const freeze = (value: unknown): unknown => {
  for (const part of partsOf(value)) Object.freeze(part);
  return value;
};
