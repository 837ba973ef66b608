import { describe, expect, test } from 'vitest';
import { partsOfDead, saltOf, writeFrame } from '../../../src/buffer/spool/frame.js';
import { parseFrames } from '../../../src/buffer/spool/parse-frames.js';

const salt = saltOf('abcdefghijklmnop', '0000000000000000.seg');

const frameOf = (over: Partial<Parameters<typeof writeFrame>[2]> = {}, text = '{"a":1}\n'): Buffer => {
  const bytes = Buffer.from(text);
  const target = Buffer.alloc(1024);
  const frame = { type: 'record' as const, group: 1, seq: 2, time: 3, severity: 9, bytes, start: 0, end: bytes.length, salt, ...over };
  return target.subarray(0, writeFrame(target, 0, frame));
};

const parse = (bytes: Buffer) => parseFrames({ bytes, position: 0, limit: bytes.length, salt }).frames;

test('the format of a frame never changes', () => {
  const frame = frameOf({ group: 0x0102030405, seq: 0x060708090a0b, time: 1_700_000_000_123, severity: 17 });
  expect(frame.toString('hex')).toBe(
    ['ffc14c46', '224cebc8', '08000000', '01', '11', '050403020100', '0b0a09080706', '7b68e5cf8b01', '7b2261223a317d0a'].join(''),
  );
});

describe('R4 what is written is read, to the last bit of each number', () => {
  test.each([0, 1, 2 ** 16, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 47 - 1, 2 ** 47, 2 ** 47 + 1, 2 ** 48 - 1])('%d', (number) => {
    const [frame] = parse(frameOf({ group: number, seq: number, time: number, severity: 24 }));
    expect(frame).toMatchObject({ type: 'record', group: number, seq: number, time: number, severity: 24, offset: 0, end: 40 });
  });
});

test.each([
  [-1, 0],
  [Number.NaN, 0],
  [1.9, 1],
  [Number.POSITIVE_INFINITY, 2 ** 48 - 1],
  [2 ** 48, 2 ** 48 - 1],
])('a time of %d is written as %d', (time, written) => {
  expect(parse(frameOf({ time }))).toMatchObject([{ time: written }]);
});

test('a part of a buffer is the payload, and an empty one is one too', () => {
  const bytes = Buffer.from('before{"a":1}\nbehind');
  expect(parse(frameOf({ bytes, start: 6, end: 14 }))[0]?.bytes.toString()).toBe('{"a":1}\n');
  expect(parse(frameOf({ bytes, start: 6, end: 6 }))[0]?.bytes).toHaveLength(0);
});

test('a frame of another segment or another log is none here', () => {
  for (const other of [saltOf('abcdefghijklmnop', '0000000000000001.seg'), saltOf('abcdefghijklmnoq', '0000000000000000.seg')]) {
    expect(parse(frameOf({ salt: other }))).toEqual([]);
  }
});

test('a dead letter holds why and what', () => {
  expect(partsOfDead(Buffer.from('{"reason":"refused"}\n{"a":1}\n'))).toEqual({
    about: '{"reason":"refused"}',
    line: Buffer.from('{"a":1}\n'),
  });
});
