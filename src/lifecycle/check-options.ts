import { ConfigurationError } from '../core/errors.js';

/** Node's timers cannot wait longer: 2^31 - 1 ms, nearly 25 days. */
const LONGEST_MS = 2 ** 31 - 1;

export const checkSeconds = (seconds: number): number =>
  check(
    isBetween(seconds, 0, LONGEST_MS / 1000),
    `startFlushTimer: seconds must be a number from 0 (stop) to ${Math.floor(LONGEST_MS / 1000)}, got ${show(seconds)}; give seconds, for example 10.`,
    seconds,
  );

export const checkIterations = (maxIterations: number): number =>
  check(
    maxIterations === Number.POSITIVE_INFINITY || (Number.isInteger(maxIterations) && maxIterations >= 0),
    `startFlushTimer: maxIterations must be a whole number from 0 up, got ${show(maxIterations)}; leave it out for a timer without an end.`,
    maxIterations,
  );

export const checkTimeoutMs = (caller: string, timeoutMs: number): number =>
  check(
    isBetween(timeoutMs, 0, LONGEST_MS),
    `${caller}: timeoutMs must be a number from 0 to ${LONGEST_MS}, got ${show(timeoutMs)}; give milliseconds, for example 5000.`,
    timeoutMs,
  );

export const checkSignals = (signals: readonly NodeJS.Signals[], known: readonly string[]): readonly NodeJS.Signals[] => {
  const wrong = Array.isArray(signals) ? signals.find((signal) => !known.includes(signal)) : signals;
  return check(
    Array.isArray(signals) && wrong === undefined,
    `installShutdownHooks: signals must be a list of signals a process can catch, got ${show(wrong)}; give for example ['SIGTERM', 'SIGINT'].`,
    signals,
  );
};

const check = <Value>(isRight: boolean, message: string, value: Value): Value => {
  if (!isRight) throw new ConfigurationError(message, { service: 'Lifecycle' });
  return value;
};

const isBetween = (value: unknown, least: number, most: number): boolean => typeof value === 'number' && value >= least && value <= most;

const show = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));
