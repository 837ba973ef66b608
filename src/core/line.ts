import type { LogRecord } from './record.js';

/**
 * What a door hands to the engine: one record as one line of JSON (a trailing newline is allowed), with what is known
 * about it without a parse. `record` makes the parsed view when a key function asks for it.
 */
export type LineFacts = {
  readonly time: number;
  readonly level: string;
  readonly severity: number;
};

/** A record's view over its line: `fields` and `message` are parsed on first touch; `peek` reads one top-level field, without a parse where it can. */
export type LineRecord = LogRecord & { peek(field: string): unknown };

export type ReadLine = (line: string, facts: LineFacts) => LineRecord;
