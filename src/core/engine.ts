import type { BufferingAsyncHandler } from './handler.js';
import type { LineFacts } from './line.js';
import type { Admission } from './record.js';

/** The engine as a door sees it: a handler, and the two ways in. */
export type Engine = {
  readonly handler: BufferingAsyncHandler;
  /** Takes one record as a line: the text of a JSON object, a trailing newline allowed. Never throws. */
  acceptLine(line: string, facts: LineFacts): Admission;
  /**
   * The same for a line that is known to be one, with the newline that closes it, as Pino writes it. It is not looked at:
   * a text that Pino joined of many is joined for good when it is written, and reading one character of it would do that twice.
   */
  acceptClosed(line: string, facts: LineFacts): Admission;
  /** Takes one record as an object: written down within limits, then as `acceptLine`. Never throws. */
  acceptRecord(fields: Readonly<Record<string, unknown>>, facts: LineFacts): Admission;
  /** With wire format `lines` a door may hand over text that is not JSON, as it stands. */
  readonly takesText: boolean;
  /** `limits.recordBytes`: of a text much longer than that a door need not read the rest. */
  readonly recordBytes: number;
};
