import type { Head } from './pino-head.js';
import { createReadLevel, type ReadLevel } from './pino-levels.js';
import { millisecondsOf } from './time-of.js';

type Labels = Readonly<Record<string, string>>;

/** The part of a Pino logger that names its levels. */
export type PinoLogger = { readonly levels?: { readonly labels?: Labels } };

export type ReadMetadata = (level: number, time: string | undefined, logger: PinoLogger | undefined) => Head;

/**
 * Facts from what Pino tells a destination before each write (`Symbol.for('pino.metadata')`): level by the logger's own
 * labels, time as Pino wrote it. Records of one level and one millisecond share their facts.
 */
export const createReadMetadata = (wallTime: () => number): ReadMetadata => {
  const plain = createReadLevel();
  const byLabels = new WeakMap<Labels, ReadLevel>();
  let last: Last | undefined;

  const readLevelOf = (labels: Labels | undefined): ReadLevel => {
    if (labels === undefined) return plain;
    const readLevel = byLabels.get(labels) ?? createReadLevel(labels);
    byLabels.set(labels, readLevel);
    return readLevel;
  };

  return (level, time = '', logger) => {
    const labels = logger?.levels?.labels;
    if (last !== undefined && last.level === level && last.labels === labels && isTimeOf(last, time)) return last.head;
    const facts = { time: millisecondsOf(plainValue(time)) ?? wallTime(), ...readLevelOf(labels)(level) };
    const head = { facts, timed: time !== '' };
    last = head.timed ? { labels, level, timeStart: time.slice(0, 1), timeRest: time.slice(1), head } : undefined;
    return head;
  };
};

type Last = {
  readonly labels: Labels | undefined;
  readonly level: number;
  readonly timeStart: string;
  readonly timeRest: string;
  readonly head: Head;
};

/**
 * In two pieces: the 13 digits of a time in milliseconds come as a slice of a longer text of Pino's, which V8 (of Node 20) compares by a call
 * into its runtime. Up to 12 characters it makes a text of its own instead: both pieces together take half as long.
 */
const isTimeOf = ({ timeStart, timeRest }: Last, time: string): boolean => time.slice(1) === timeRest && time.slice(0, 1) === timeStart;

/** Pino's `lastTime` is the JSON text after the colon: digits, a quoted date, or nothing with `timestamp: false`. */
const plainValue = (time: string): unknown => (time.startsWith('"') ? time.slice(1, -1) : time === '' ? undefined : Number(time));
