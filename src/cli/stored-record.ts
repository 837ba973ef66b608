import type { Letter } from '../buffer/dead-letters/letter.js';

/** A record as it lies in a store. `line` is without its newline, and good only until the next batch is read. */
export type StoredRecord = {
  readonly log: string;
  /** Canonical text of its group's key; a dead letter may have none. */
  readonly group: string | undefined;
  readonly seq: number;
  readonly time: number;
  readonly severity: number;
  readonly line: Buffer;
  /** Why it was given up, where it was. */
  readonly letter?: Letter | undefined;
};
