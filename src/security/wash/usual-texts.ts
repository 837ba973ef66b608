import { NO_PIECE, type Piece, type Pieces } from './pieces.js';

/** A text with its quotes, and how many others came in a row since it was there. */
export type UsualText = { piece: Piece; others: number };

/**
 * Much of a record is the same each time: host, service, version, component. A text that was found clean under a key is compared with what stands there
 * the next time, a few words of four bytes, and not looked at again. The place of a text that stays away is given to another now and then.
 */
export type UsualTexts = {
  /** Whether the usual text begins at the quote `at`. */
  isAt(usual: UsualText, at: number): boolean;
  /** The text from quote to quote, which is another one, was found clean. */
  note(usual: UsualText, at: number, end: number): void;
};

export const createUsualTexts = ({ isAt, read }: Pieces): UsualTexts => ({
  isAt: (usual, at) => {
    if (usual.piece === NO_PIECE || !isAt(usual.piece, at)) return false;
    usual.others = 0;
    return true;
  },
  note: (usual, at, end) => {
    usual.others += 1;
    if (usual.others < MOST_OTHERS || end - at < SHORTEST || end - at > LONGEST) return;
    usual.piece = read(at, end);
    usual.others = 0;
  },
});

export const noUsualText = (): UsualText => ({ piece: NO_PIECE, others: 0 });

const MOST_OTHERS = 64;
/** In bytes. Shorter texts are looked at as fast; longer ones would be kept for each key. */
const SHORTEST = 8;
const LONGEST = 256;
