import { digestOf } from './digest.js';
import { beginningOf, markLine } from './mark.js';

/** A block of the chain ends with this line and has this digest. */
export type Pin = readonly [seq: number, digest: string];

/** The lines `from` to the last pin, inclusive. */
export type Pinned = { readonly stream: string; readonly from: number; readonly pins: readonly Pin[] };

/** The chain over one group's lines. */
export type Stream = {
  /** The line with its mark. `line` is closed by its newline. */
  seal(line: string): string;
  /** Takes back the line that was sealed last, and its number; false where it cannot, for its block has ended. */
  takeBack(): boolean;
  /** Ends the block that is open, before it is full, and lets go of the text of all blocks. */
  digestAll(): void;
  /** Ends the block, and answers what there is to sign since the last time; undefined where nothing is. */
  pinned(): Pinned | undefined;
};

const LONGEST_BLOCK_UNITS = 65_536;

/** `genesis` stands for the digest of the block before the first one. */
export const createStream = (id: string, genesis: string, blockRecords: number): Stream => {
  const beginning = beginningOf(id);
  let nextSeq = 0;
  let signedTo = 0;
  let digest = genesis;
  let pins: Pin[] = [];
  /** Blocks that ended and have no digest yet: a digest takes longer than all else here, and the caller does not wait for it. */
  let ended: [seq: number, block: string][] = [];
  /** A rope: V8 makes one text of it when it is hashed. */
  let block = '';
  let blockLines = 0;
  let blockBefore: string | undefined;

  const seal = (line: string): string => {
    if (blockLines >= blockRecords || block.length >= LONGEST_BLOCK_UNITS) endBlock();
    const sealed = markLine(line, beginning, nextSeq);
    blockBefore = block;
    block += sealed;
    blockLines += 1;
    nextSeq += 1;
    return sealed;
  };

  const takeBack = (): boolean => {
    if (blockBefore === undefined) return false;
    block = blockBefore;
    blockBefore = undefined;
    blockLines -= 1;
    nextSeq -= 1;
    return true;
  };

  const endBlock = (): void => {
    if (blockLines === 0) return;
    ended.push([nextSeq - 1, block]);
    block = '';
    blockLines = 0;
    blockBefore = undefined;
  };

  const digestAll = (): void => {
    endBlock();
    for (const [seq, text] of ended) {
      digest = digestOf(digest + text);
      pins.push([seq, digest]);
    }
    ended = [];
  };

  const pinned = (): Pinned | undefined => {
    digestAll();
    if (pins.length === 0) return undefined;
    const since = { stream: id, from: signedTo, pins };
    pins = [];
    signedTo = nextSeq;
    return since;
  };

  return { seal, takeBack, digestAll, pinned };
};
