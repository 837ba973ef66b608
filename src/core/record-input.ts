import type { LineFacts } from './line.js';
import type { RecordInput } from './record.js';
import { INFO, nameOfSeverity, severityOfName, severityOfNumber } from './severity.js';

/**
 * Brings what a caller of `handle` wrote into one form: time first (some collectors take the first time they find in a line),
 * then level, message and fields. Anything is accepted; what is missing or nonsense gets its default.
 */
export const normaliseRecord = (
  input: RecordInput,
  now: number,
): { readonly fields: Readonly<Record<string, unknown>>; readonly facts: LineFacts } => {
  const record = readable(input);
  const severity = severityOf(record.level);
  const level = typeof record.level === 'string' && record.level !== '' ? record.level : nameOfSeverity(severity);
  const time = timeOf(record.time, now);
  const { logger, message = '', fields } = record;
  return {
    fields: withFields({ timestamp: time, level, message, ...(logger !== undefined && { logger }) }, fields),
    facts: { time, level, severity },
  };
};

/** A copy of what can be read; an input that cannot be read at all is a record that says so. */
const readable = (input: RecordInput): RecordInput => {
  if (typeof input !== 'object' || input === null) return { message: input };
  try {
    return { ...input };
  } catch {
    return { level: 'error', message: '[record withheld: unreadable]' };
  }
};

/**
 * What the record says of itself stands first, and stands, whatever a field of that name says.
 * Getters are left to the encoder, which reads each once and on guard, where reading them here fails.
 */
const withFields = (head: Readonly<Record<string, unknown>>, fields: RecordInput['fields']): Readonly<Record<string, unknown>> => {
  if (typeof fields !== 'object' || fields === null) return head;
  try {
    return { ...head, ...fields, ...head };
  } catch {
    return Object.defineProperties({ ...head }, { ...Object.getOwnPropertyDescriptors(fields), ...Object.getOwnPropertyDescriptors(head) });
  }
};

const severityOf = (level: unknown): number => {
  if (typeof level === 'number') return severityOfNumber(level);
  return typeof level === 'string' ? (severityOfName(level) ?? INFO) : INFO;
};

const timeOf = (time: RecordInput['time'], now: number): number => {
  if (typeof time === 'number') return Number.isFinite(time) ? time : now;
  const parsed = time instanceof Date ? time.getTime() : typeof time === 'string' ? Date.parse(time) : now;
  return Number.isNaN(parsed) ? now : parsed;
};
