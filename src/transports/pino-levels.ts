import { INFO, nameOfSeverity, severityOfName, severityOfNumber } from '../core/severity.js';

export type Level = { readonly level: string; readonly severity: number };

/** Tells a Pino level, by number or by name, in words and as a severity. */
export type ReadLevel = (level: unknown) => Level;

/** Pino's own labels (https://getpino.io/#/docs/api?id=loggerlevels-object). */
const PINO_LABELS = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

/** Every level is worked out once. Labels are Pino's `logger.levels.labels`: name by number. */
export const createReadLevel = (labels: Readonly<Record<string, string>> = PINO_LABELS): ReadLevel => {
  const numbers = new Map(Object.entries(labels).map(([number, label]) => [label, Number(number)]));
  const known = new Map<unknown, Level>();

  return (level) => {
    const before = known.get(level);
    if (before !== undefined) return before;
    const read = typeof level === 'number' ? levelOfNumber(level, labels) : levelOfName(level, numbers);
    if (known.size < MOST_KNOWN) known.set(level, read);
    return read;
  };
};

/** A formatter may make a level of anything: what is remembered stays small. */
const MOST_KNOWN = 1000;

const levelOfNumber = (number: number, labels: Readonly<Record<string, string>>): Level => {
  const label = labels[number];
  const severity = (label === undefined ? undefined : severityOfName(label)) ?? severityOfNumber(number);
  return { level: label ?? nameOfSeverity(severity), severity };
};

const levelOfName = (name: unknown, numbers: ReadonlyMap<string, number>): Level => {
  if (typeof name !== 'string') return { level: 'info', severity: INFO };
  return { level: name, severity: severityOfName(name) ?? severityOfNumber(numbers.get(name) ?? Number.NaN) };
};
