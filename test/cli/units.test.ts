import { describe, expect, test } from 'vitest';
import { durationMs, showAge, showBytes } from '../../src/cli/units.js';

describe('units', () => {
  test.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['72h', 259_200_000],
    ['7d', 604_800_000],
    ['0s', 0],
  ])('%s are %i milliseconds', (text, ms) => {
    expect(durationMs(text, 'wait')).toBe(ms);
  });

  test.each(['', '7', 'd', '-1d', '1.5h', '1h30m', '1 h', '1w', 'Infinitys', '1hasOwnProperty'])('%j is no time', (text) => {
    expect(() => durationMs(text, 'wait')).toThrow('--wait must be a time');
  });

  test.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KiB'],
    [12.4 * 1024, '12.4 KiB'],
    [64 * 1024 ** 2, '64.0 MiB'],
    [3 * 1024 ** 3, '3.0 GiB'],
    [5000 * 1024 ** 4, '5000.0 TiB'],
  ])('%i bytes are shown as %s', (bytes, text) => {
    expect(showBytes(bytes)).toBe(text);
  });

  test.each([
    [-5000, '0s'],
    [119_999, '119s'],
    [120_000, '2m'],
    [7_199_000, '119m'],
    [7_200_000, '2h'],
    [172_799_000, '47h'],
    [172_800_000, '2d'],
  ])('%i milliseconds are an age of %s', (ms, text) => {
    expect(showAge(ms)).toBe(text);
  });
});
