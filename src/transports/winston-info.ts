import type { LineFacts } from '../core/line.js';
import type { Admission } from '../core/record.js';
import { INFO, severityOfRank } from '../core/severity.js';
import { spliceTimestamp } from '../security/splice-timestamp.js';
import { acceptText, type Intake } from './accept-text.js';
import { createReadText, losesValues } from './formatted-text.js';
import { millisecondsOf, timeOf } from './time-of.js';

/** Winston's info: the record and, by symbols, its plain level and its formatted text (https://github.com/winstonjs/triple-beam). */
export type Info = Readonly<Record<string | symbol, unknown>>;

export type WinstonLevels = Readonly<Record<string, number>>;

export type AcceptInfo = (info: Info, levels: WinstonLevels | undefined) => Admission;

const LEVEL = Symbol.for('level');
const MESSAGE = Symbol.for('message');

/**
 * Turns an info into a line within the logging call, for an info is shared with every other transport and may change.
 * Winston has already written it down once: where that text is a JSON object it is used as it stands, for a format may have
 * masked something; the info's own fields are written where there is no such text, or where it is certain to hide nothing.
 */
export const createAcceptInfo = (intake: Intake, wallTime: () => number): AcceptInfo => {
  const severityOf = createSeverityOf();
  const readText = createReadText();

  const accept: AcceptInfo = (info, levels) => {
    const level = levelOf(info);
    const ownTime = timeOf(info);
    const facts: LineFacts = { time: millisecondsOf(ownTime) ?? wallTime(), level, severity: severityOf(level, levels) };
    const text = info[MESSAGE];
    const timed = ownTime !== undefined;
    if (typeof text !== 'string') return intake.acceptRecord(fieldsOf(info, facts, timed), facts);
    const line = readText(text);
    if (line === undefined && intake.takesText) return acceptText(intake, text, { facts, timed });
    if (line !== undefined && (intake.takesText || !losesValues(info, line)))
      return intake.acceptClosed((timed ? line : spliceTimestamp(line, facts.time)) + missingNewline(line), facts);
    return intake.acceptRecord(fieldsOf(info, facts, timed), facts);
  };

  /** A getter that throws makes a copy impossible. The engine reads field by field, each guarded. */
  return (info, levels) => {
    try {
      return accept(info, levels);
    } catch {
      return intake.acceptRecord(info, { time: wallTime(), level: 'info', severity: INFO });
    }
  };
};

/** Seen in the text as it came: to look at a line that was joined of two, a timestamp and the rest, would join it once more than needed. */
const missingNewline = (line: string): string => (line.charCodeAt(line.length - 1) === NEWLINE ? '' : '\n');
const NEWLINE = 0x0a;

/** The symbol keeps the name that formats such as `colorize` decorate. */
const levelOf = (info: Info): string => {
  const level = info[LEVEL] ?? info['level'];
  return typeof level === 'string' ? level : 'info';
};

/** The info's own fields with the plain level, a timestamp in front unless it is timed, and what an Error hides: its message and stack. */
const fieldsOf = (info: Info, { level, time }: LineFacts, timed: boolean): Readonly<Record<string, unknown>> => {
  const hidden = info instanceof Error ? { message: info.message, stack: info.stack } : undefined;
  return { ...(timed ? undefined : { timestamp: time }), ...info, ...hidden, level };
};

/** Severity by level name, worked out once for each set of levels. */
const createSeverityOf = () => {
  const known = new Map<string, number>();
  let knownFor: WinstonLevels | undefined;

  return (level: string, levels: WinstonLevels | undefined): number => {
    if (levels !== knownFor) {
      known.clear();
      knownFor = levels;
    }
    const before = known.get(level);
    if (before !== undefined) return before;
    const severity = severityOfRank(level, levels ?? {});
    known.set(level, severity);
    return severity;
  };
};
