/**
 * Short texts met last, each at a place that its length and ends give: one that comes again is told by its bytes, without a text being made of them.
 */
export type MetTexts = {
  has(start: number, stop: number): boolean;
  put(start: number, stop: number): void;
};

export const createMetTexts = (bytes: Buffer): MetTexts => {
  const met: (Uint8Array | undefined)[] = new Array(PLACES).fill(undefined);

  const placeOf = (start: number, stop: number): number =>
    (stop - start + 7 * (bytes[start] as number) + 3 * (bytes[stop - 1] as number)) & (PLACES - 1);

  const isAt = (text: Uint8Array, start: number): boolean => {
    for (let index = 0; index < text.length; index += 1) if (text[index] !== bytes[start + index]) return false;
    return true;
  };

  return {
    has: (start, stop) => {
      const last = met[placeOf(start, stop)];
      return last !== undefined && last.length === stop - start && isAt(last, start);
    },
    put: (start, stop) => {
      met[placeOf(start, stop)] = Uint8Array.prototype.slice.call(bytes, start, stop);
    },
  };
};

const PLACES = 64;
