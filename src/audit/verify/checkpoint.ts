import type { Pinned } from '../stream.js';

type Counts = Readonly<Record<string, number>>;

/** A line of the trail's file, as a reader has it: what it leaves out is empty. */
export type Checkpoint = {
  readonly run: string;
  readonly number: number;
  readonly at: string;
  readonly after?: string | null | undefined;
  readonly prev?: string | undefined;
  readonly streams: readonly Pinned[];
  readonly refused: Counts;
  readonly dropped: readonly { readonly stream: string; readonly reason: string; readonly seqs: readonly (readonly [number, number])[] }[];
  readonly lost: Counts;
  readonly end?: true | undefined;
  readonly keyId?: string | undefined;
  /** What is signed. */
  readonly text: string;
  readonly signature: string | undefined;
};
