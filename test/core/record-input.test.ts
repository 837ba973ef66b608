import { describe, expect, test } from 'vitest';
import type { RecordInput } from '../../src/core/record.js';
import { normaliseRecord } from '../../src/core/record-input.js';

const NOW = 1_700_000_000_000;
const read = (input: unknown) => normaliseRecord(input as RecordInput, NOW);

describe('a record by hand', () => {
  test('has its time first, then level, message, logger and fields', () => {
    const { fields } = read({ level: 'warn', message: 'm', logger: 'db', time: 5, fields: { n: 1 } });
    expect(JSON.stringify(fields)).toBe('{"timestamp":5,"level":"warn","message":"m","logger":"db","n":1}');
  });

  test('keeps its own message, level and time, whatever fields of these names say', () => {
    const fields = { message: 'other', level: 'fatal', timestamp: 1, n: 2 };
    expect(JSON.stringify(read({ level: 'warn', message: 'm', time: 5, fields }).fields)).toBe(
      '{"timestamp":5,"level":"warn","message":"m","n":2}',
    );
  });

  test.each([
    ['nothing at all', undefined, { level: 'info', severity: 9, time: NOW }],
    ['null', null, { level: 'info', severity: 9, time: NOW }],
    ['a text', 'boom', { level: 'info', severity: 9, time: NOW }],
    ['an unknown level', { level: 'gossip' }, { level: 'gossip', severity: 9, time: NOW }],
    ['an empty level', { level: '' }, { level: 'info', severity: 9, time: NOW }],
    ['a Pino level', { level: 50 }, { level: 'error', severity: 17, time: NOW }],
    ['a level that is no level', { level: {} }, { level: 'info', severity: 9, time: NOW }],
    ['a date', { time: new Date(7) }, { level: 'info', severity: 9, time: 7 }],
    ['an invalid date', { time: new Date(Number.NaN) }, { level: 'info', severity: 9, time: NOW }],
    ['an ISO time', { time: '1970-01-01T00:00:00.009Z' }, { level: 'info', severity: 9, time: 9 }],
    ['a time that is none', { time: 'soon' }, { level: 'info', severity: 9, time: NOW }],
    ['an infinite time', { time: Number.POSITIVE_INFINITY }, { level: 'info', severity: 9, time: NOW }],
  ])('3e-B23 %s is accepted and normalised', (_name, input, facts) => {
    expect(read(input).facts).toEqual(facts);
  });

  test('3e-B23 a text or a number is the message', () => {
    expect([read('boom').fields, read(7).fields]).toMatchObject([{ message: 'boom' }, { message: 7 }]);
  });

  test('3e-B3 a field that throws is left to the encoder, and the others are kept', () => {
    const fields = {
      n: 1,
      get bad(): never {
        throw new Error('secret');
      },
    };
    const given = read({ fields }).fields;
    expect(given['n']).toBe(1);
    expect(Object.keys(given)).toContain('bad');
  });

  test('3e-B3 an input that cannot be read becomes a record that says so', () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('secret');
        },
      },
    );
    expect(JSON.stringify(read(hostile).fields)).toMatch(/withheld: unreadable/);
  });

  test('3e-B21 nothing of the caller’s is changed', () => {
    const input = Object.freeze({ level: 'info', fields: Object.freeze({ n: 1 }) });
    read(input);
    expect(input).toEqual({ level: 'info', fields: { n: 1 } });
  });
});
