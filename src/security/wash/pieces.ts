/** A piece of a buffer, of four bytes at least, as words of four: the last begins four bytes before the end, whatever it shares with the one before. */
export type Piece = { readonly length: number; readonly first: number; readonly last: number; readonly between: Int32Array };

export type Pieces = {
  read(start: number, end: number): Piece;
  /** Whether the piece begins at `at`. */
  isAt(piece: Piece, at: number): boolean;
};

export const createPieces = (bytes: Buffer): Pieces => {
  const size = bytes.length;
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);

  return {
    read: (start, end) => {
      const between = new Int32Array(Math.max(0, Math.ceil((end - start) / 4) - 2));
      for (let index = 0; index < between.length; index += 1) between[index] = view.getInt32(start + 4 + 4 * index, true);
      return { length: end - start, first: view.getInt32(start, true), last: view.getInt32(end - 4, true), between };
    },
    isAt: ({ length, first, last, between }, at) => {
      if (at + length > size || view.getInt32(at, true) !== first || view.getInt32(at + length - 4, true) !== last) return false;
      for (let index = 0; index < between.length; index += 1) if (view.getInt32(at + 4 + 4 * index, true) !== between[index]) return false;
      return true;
    },
  };
};

/** Of no bytes; it is nowhere to be asked for. */
export const NO_PIECE: Piece = { length: 0, first: 0, last: 0, between: new Int32Array(0) };
