import { expect, test } from 'vitest';
import winston from 'winston';
import { createAcceptInfo, type Info } from '../../src/transports/winston-info.js';
import { createRecordingIntake } from './recording-intake.js';

const NOW = 1_800_000_000_000;
const LEVEL = Symbol.for('level');
const MESSAGE = Symbol.for('message');
const { npm } = winston.config;

const door = (setting: Parameters<typeof createRecordingIntake>[0] = {}) => {
  const intake = createRecordingIntake(setting);
  const accept = createAcceptInfo(intake, () => NOW);
  return { taken: intake.taken, accept: (info: Info) => accept(info, npm.levels) };
};

const infoOf = (fields: Record<string, unknown>, text: unknown = JSON.stringify(fields)): Info => ({
  ...fields,
  [LEVEL]: fields['level'],
  [MESSAGE]: text,
});

test('A10 the text that Winston has already written is the line: nothing is written twice', () => {
  const { taken, accept } = door();
  accept(infoOf({ level: 'warn', message: 'x', timestamp: '2023-11-14T22:13:20.123Z' }));
  expect(taken).toEqual([
    {
      line: '{"level":"warn","message":"x","timestamp":"2023-11-14T22:13:20.123Z"}\n',
      facts: { level: 'warn', severity: 13, time: 1_700_000_000_123 },
    },
  ]);
});

test('a record without any time gets a timestamp in front', () => {
  const { taken, accept } = door();
  accept(infoOf({ level: 'info', message: 'x' }));
  expect(taken[0]).toEqual({
    line: `{"timestamp":${NOW},"level":"info","message":"x"}\n`,
    facts: { level: 'info', severity: 9, time: NOW },
  });
});

test('a line that the format closed by a newline gets no second one', () => {
  const { taken, accept } = door();
  accept(infoOf({ level: 'info', message: 'x' }, '{"message":"x"}\n'));
  expect(taken[0]?.line).toBe(`{"timestamp":${NOW},"message":"x"}\n`);
});

test.each(['timestamp', 'time', '@timestamp', 'ts'])('a record timed by %s keeps its own time', (field) => {
  const { taken, accept } = door();
  accept(infoOf({ level: 'info', message: 'x', [field]: 1_700_000_000_123 }));
  expect(taken[0]?.line).not.toContain(String(NOW));
  expect(taken[0]?.facts.time).toBe(1_700_000_000_123);
});

test.each([
  ['text', 'info: x'],
  ['text that only looks like JSON', '{info: x}'],
  ['half of pretty JSON', '{\n"message":"x"\n'],
  ['nothing', null],
])('a record that the format wrote as %s goes by its fields', (_, text) => {
  const { taken, accept } = door();
  accept(infoOf({ level: 'info', message: 'x', userId: 7 }, text));
  expect(taken[0]?.line).toBeUndefined();
  expect(taken[0]?.fields).toMatchObject({ timestamp: NOW, level: 'info', message: 'x', userId: 7 });
});

test('once a text has failed its proof, each must prove itself: what is JSON stands', () => {
  const { taken, accept } = door();
  for (const text of ['{not json}', '{"timestamp":1,"message":"***"}', '{nor this}'])
    accept(infoOf({ level: 'info', message: 'x', timestamp: 1 }, text));
  expect(taken.map(({ line }) => line)).toEqual([undefined, '{"timestamp":1,"message":"***"}\n', undefined]);
});

test('one line in a thousand is proven', () => {
  const { taken, accept } = door();
  accept(infoOf({ level: 'info', message: 'x' }));
  for (let line = 1; line < 1000; line += 1) accept(infoOf({ level: 'info', message: 'x' }, '{unproven}'));
  expect(taken.every(({ line }) => line !== undefined)).toBe(true);
  accept(infoOf({ level: 'info', message: 'x' }, '{caught}'));
  expect(taken.at(-1)?.fields).toMatchObject({ message: 'x' });
});

test('where the wire takes text, what the format wrote goes, on one line', () => {
  const { taken, accept } = door({ takesText: true });
  accept(infoOf({ level: 'info', message: 'x' }, 'info: x\n  at y'));
  expect(taken[0]?.line).toBe('info: x\\n  at y');
});

test('the level is the plain one, whatever a format made of it', () => {
  const { taken, accept } = door();
  accept({ level: '\u001b[31merror\u001b[39m', message: 'x', [LEVEL]: 'error' });
  expect(taken[0]).toMatchObject({ fields: { level: 'error' }, facts: { level: 'error', severity: 17 } });
});

test('3e-B17 an Error given as the record keeps its message, stack and own fields', () => {
  const { taken, accept } = door();
  const error = Object.assign(new Error('it broke'), {
    code: 'E1',
    level: 'error',
    [LEVEL]: 'error',
    [MESSAGE]: '{"level":"error","code":"E1"}',
  });
  accept(error as unknown as Info);
  expect(taken[0]?.fields).toMatchObject({ level: 'error', message: 'it broke', code: 'E1', stack: error.stack });
});

test.each([
  ['3e-B17 an Error', new Error('it broke')],
  ['3e-B19 a Map', new Map([['a', 1]])],
  ['3e-B19 a URL', new URLSearchParams({ a: '1' })],
])('%s among the fields, of which JSON.stringify leaves {}, goes by the fields', (_, lost) => {
  const { taken, accept } = door();
  accept(infoOf({ level: 'info', message: 'x', lost }));
  expect(taken[0]?.fields?.['lost']).toBe(lost);
});

test('an Error deep among the fields goes by the fields too, and a BigInt beside it', () => {
  const { taken, accept } = door();
  const details = { errors: [new Error('it broke')] };
  accept(infoOf({ level: 'info', message: 'x', size: 1n, details }, '{"details":{"errors":[{}]},"level":"info","message":"x","size":"1"}'));
  expect(taken[0]?.fields?.['details']).toBe(details);
});

const mask = (key: string, value: unknown): unknown => (key === 'password' ? '***' : value);

test.each<[string, Record<string, unknown>]>([
  ['an empty object', { extra: {} }],
  ['{} in its message', { message: 'c {} in the text' }],
  ['an Error', { error: new Error('it broke') }],
  ['a Map', { lost: new Map([['password', 's3cret']]) }],
])('what the format masked stays masked in a record with %s', (_, fields) => {
  const { taken, accept } = door();
  const info = { level: 'info', message: 'x', password: 's3cret', timestamp: 1, ...fields };
  const text = JSON.stringify(info, mask);
  accept(infoOf(info, text));
  expect(taken).toMatchObject([{ line: `${text}\n` }]);
});

test('what the format left out stays out, and what it masked in an Error given as the record', () => {
  const { taken, accept } = door();
  accept(infoOf({ level: 'info', message: 'd', user: { card: '4111' }, timestamp: 1 }, '{"level":"info","message":"d","ctx":{}}'));
  const error = Object.assign(new Error('it broke'), { level: 'error', password: 's3cret', timestamp: 1 });
  accept(Object.assign(error, { [LEVEL]: 'error', [MESSAGE]: JSON.stringify(error, mask) }) as unknown as Info);
  expect(JSON.stringify(taken)).not.toMatch(/4111|s3cret/);
  expect(taken.every(({ line }) => line !== undefined)).toBe(true);
});

test('pretty JSON stands as the format wrote it, on one line', () => {
  const { taken, accept } = door();
  accept(infoOf({ level: 'info', message: 'a  b', password: 's3cret', timestamp: 1 }, '{\r\n  "message": "a  \\n b",\n  "ctx": {}\n}\n'));
  expect(taken[0]?.line).toBe('{"message": "a  \\n b","ctx": {}}\n');
});

test('3e-B21 no info is ever changed', () => {
  const info = Object.freeze(infoOf({ level: 'info', message: 'x' }, null));
  const { taken, accept } = door();
  accept(info);
  expect(taken).toHaveLength(1);
});

test.each<[string, Info]>([
  [
    'a field that throws',
    Object.defineProperty({ level: 'info', message: 'x' }, 'bad', {
      enumerable: true,
      get: () => {
        throw new Error('secret');
      },
    }),
  ],
  [
    'a time that throws',
    Object.defineProperty({ level: 'info', message: 'x' }, 'timestamp', {
      enumerable: true,
      get: () => {
        throw new Error('secret');
      },
    }),
  ],
])('3e-B3 %s never reaches the caller: the engine reads the record, field by field', (_, info) => {
  const { taken, accept } = door();
  accept(info);
  expect(taken[0]?.fields).toBe(info);
});

test.each([
  ['no level', {}, 'info', 9],
  ['a level that is no text', { level: 30 }, 'info', 9],
  ['an unknown level', { level: 'odd' }, 'odd', 9],
])('3e-B23 %s is accepted as %j', (_, fields, level, severity) => {
  const { taken, accept } = door();
  accept(infoOf({ ...fields, message: 'x' }));
  expect(taken[0]?.facts).toEqual({ level, severity, time: NOW });
});

test('severity follows the set of levels in force', () => {
  const intake = createRecordingIntake();
  const accept = createAcceptInfo(intake, () => NOW);
  accept({ level: 'low' }, { high: 0, low: 1 });
  accept({ level: 'low' }, { low: 0, high: 1 });
  accept({ level: 'low' }, undefined);
  expect(intake.taken.map(({ facts }) => facts.severity)).toEqual([1, 17, 9]);
});
