import fc from 'fast-check';

/** Any value that JavaScript has, nested, with `text` for keys and texts and `odd` among the leaves. */
export const anyValue = (text: fc.Arbitrary<string>, odd: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.anything({
    key: text,
    maxDepth: 6,
    maxKeys: 12,
    values: [text, odd, fc.integer(), fc.double(), fc.boolean()],
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
    withTypedArray: true,
  });
