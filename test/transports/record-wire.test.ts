import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecordReader, createRecordWriter } from '../../src/transports/record-wire.js';

test('whatever its level and line, a record crosses as one line and arrives as it was', () => {
  const facts = fc.record({ time: fc.integer(), severity: fc.integer({ min: 1, max: 24 }), level: fc.string({ unit: 'binary' }) });
  const line = fc.string({ unit: 'binary' }).map((text) => JSON.stringify({ text }));
  fc.assert(
    fc.property(facts, line, fc.constantFrom('', '\n'), (given, text, end) => {
      const crossing = createRecordWriter()(text + end, given);
      expect(crossing.indexOf('\n')).toBe(crossing.length - 1);
      expect(createRecordReader()(crossing.slice(0, -1))).toEqual({ line: text, facts: given });
    }),
  );
});

test('a level that is no well-formed text crosses all the same', () => {
  const crossing = createRecordWriter()('{}', { time: 1, severity: 9, level: '\ud800' });
  expect(createRecordReader()(crossing.trimEnd()).facts.level).toBe('\ufffd');
});
