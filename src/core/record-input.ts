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
  const record: RecordInput = typeof input === 'object' && input !== null ? input : { message: input };
  const severity = severityOf(record.level);
  const level = typeof record.level === 'string' && record.level !== '' ? record.level : nameOfSeverity(severity);
  const time = timeOf(record.time, now);
  const { logger, message = '', fields } = record;
  return {
    fields: { timestamp: time, level, message, ...(logger !== undefined && { logger }), ...(typeof fields === 'object' && fields) },
    facts: { time, level, severity },
  };
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
