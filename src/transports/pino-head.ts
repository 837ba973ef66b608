import type { LineFacts } from '../core/line.js';
import type { ReadLevel } from './pino-levels.js';
import { millisecondsOf, TIME_FIELDS, timeOf } from './time-of.js';

/** What is known of a line: its facts, and whether it bears a time of its own. */
export type Head = { readonly facts: LineFacts; readonly timed: boolean };

export type ReadHead = (line: string) => Head;

/**
 * Reads level and time from the beginning of a line that Pino wrote, `{"level":30,"time":1700000000123,`, without a
 * parse. In a burst many lines begin with the very same text (one level, one millisecond): then one comparison does.
 * A line that begins otherwise (`formatters.level`, `timestamp: false`, another logger) is parsed.
 */
export const createReadHead = (readLevel: ReadLevel, wallTime: () => number): ReadHead => {
  let lastText = '\n';
  let lastHead: Head = { facts: { time: 0, ...readLevel(undefined) }, timed: false };

  const headOf = (level: unknown, time: unknown): Head => ({
    facts: { time: millisecondsOf(time) ?? wallTime(), ...readLevel(level) },
    timed: time !== undefined,
  });

  const parsedHead = (line: string): Head => {
    const fields = fieldsOf(line);
    return fields === undefined ? { ...headOf(undefined, undefined), timed: true } : headOf(levelOf(fields), timeOf(fields));
  };

  return (line) => {
    if (line.slice(0, lastText.length) === lastText) return lastHead;
    const [text, levelName = '', level = '', timeName = '', time = ''] = BEGINNING.exec(line) ?? [];
    if (text === undefined || !LEVEL_FIELDS.has(levelName) || !TIME_FIELDS.has(timeName)) return parsedHead(line);
    lastText = text;
    lastHead = headOf(plainValue(level), plainValue(time));
    return lastHead;
  };
};

/** Two members, a number or a text without escapes each; the delimiter after the second belongs to it, so equal text means equal values. */
const BEGINNING = /^\{"([\w.@-]{1,32})":(-?\d{1,20}|"[\w .:+-]{0,64}"),"([\w.@-]{1,32})":(-?\d{1,20}|"[\w .:+-]{0,64}")[,}]/;

const LEVEL_FIELDS: ReadonlySet<string> = new Set(['level', 'severity', 'log.level']);

const plainValue = (text: string): unknown => (text.startsWith('"') ? text.slice(1, -1) : Number(text));

/** A record that long is about to be cut anyway; parsing it would only cost. */
const LONGEST_PARSED = 1024 * 1024;

const fieldsOf = (line: string): Readonly<Record<string, unknown>> | undefined => {
  if (line.length > LONGEST_PARSED || !line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
};

const levelOf = (fields: Readonly<Record<string, unknown>>): unknown => fields['level'] ?? fields['severity'] ?? fields['log.level'];
