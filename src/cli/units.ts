import { ConfigurationError } from '../core/errors.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const MS_BY_UNIT: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** `90s`, `30m`, `72h` or `7d` in milliseconds. */
export const durationMs = (text: string, option: string): number => {
  const [, amount = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const ms = Number(amount) * (MS_BY_UNIT[unit] ?? Number.NaN);
  if (Number.isFinite(ms)) return ms;
  throw new ConfigurationError(`--${option} must be a time such as 90s, 30m, 72h or 7d; received ${JSON.stringify(text)}`);
};

/** A span of time in one unit, for a person: `45s`, `12m`, `3h`, `9d`. */
export const showAge = (ms: number): string => {
  const age = Math.max(0, ms);
  if (age < 2 * MINUTE) return `${Math.floor(age / SECOND)}s`;
  if (age < 2 * HOUR) return `${Math.floor(age / MINUTE)}m`;
  return age < 2 * DAY ? `${Math.floor(age / HOUR)}h` : `${Math.floor(age / DAY)}d`;
};

const KIB = 1024;
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Bytes for a person: `812 B`, `12.4 KiB`, `3.0 GiB`. */
export const showBytes = (bytes: number): string => {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(KIB)));
  return `${power === 0 ? bytes : (bytes / KIB ** power).toFixed(1)} ${UNITS[power]}`;
};

/** `1 record`, `2 records`. */
export const amount = (count: number, noun: string): string => `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
