import type { LineFacts } from '../core/line.js';

/**
 * One record between threads, as a line of text: `time severity level line`. The facts go beside the line so that the
 * worker need not read it; a level may be any text, so it is percent-encoded.
 */
export const createRecordWriter = (): ((line: string, facts: LineFacts) => string) => {
  const encoded = remember((level: string) => encodeURIComponent(Buffer.from(level).toString()));
  return (line, { time, severity, level }) => `${time} ${severity} ${encoded(level)} ${line}${line.endsWith('\n') ? '' : '\n'}`;
};

/** The way back; the newline is gone already. */
export const createRecordReader = (): ((text: string) => { readonly line: string; readonly facts: LineFacts }) => {
  const decoded = remember(decodeURIComponent);
  return (text) => {
    const afterTime = text.indexOf(' ');
    const afterSeverity = text.indexOf(' ', afterTime + 1);
    const afterLevel = text.indexOf(' ', afterSeverity + 1);
    const time = Number(text.slice(0, afterTime));
    const severity = Number(text.slice(afterTime + 1, afterSeverity));
    return { line: text.slice(afterLevel + 1), facts: { time, severity, level: decoded(text.slice(afterSeverity + 1, afterLevel)) } };
  };
};

const remember = (work: (text: string) => string): ((text: string) => string) => {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = work(text);
    if (known.size < MOST_KNOWN) known.set(text, made);
    return made;
  };
};

const MOST_KNOWN = 1000;
