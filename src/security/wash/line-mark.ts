import type { TextHash } from './closer-look.js';
import type { KeyVerdict } from './key-verdict.js';

/** A suspicious piece of a line, in bytes; a string's is without its quotes. */
export type Mark = {
  readonly start: number;
  readonly end: number;
  readonly isNumber: boolean;
  /** The verdict on its key; for an item of an array that on the array's. */
  readonly verdict: KeyVerdict;
  /** Its hash, by which it can be remembered when it turns out to be clean. */
  readonly hash: TextHash | undefined;
  /** What the sweep over a text has shown, where its key asks for nothing more. */
  readonly flags: number | undefined;
};
