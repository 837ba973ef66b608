import * as v from 'valibot';

const KIB = 1024;
const MIB = 1024 * KIB;

const limit = (fallback: number, [least, most]: readonly [number, number], meaning: string) => {
  const message = `must be a whole number from ${least} to ${most} (default ${fallback})`;
  const whole = v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message));
  return v.pipe(v.optional(whole, fallback), v.description(meaning));
};

/** The bounds of what is written down for one record. */
export const limitsOptions = {
  limits: v.pipe(
    v.optional(
      v.strictObject(
        {
          depth: limit(12, [1, 100], 'Levels of nesting; what lies deeper becomes `[Object]` or `[Array]`.'),
          keys: limit(500, [1, 100_000], 'Keys of one object or map.'),
          items: limit(1000, [1, 1_000_000], 'Items of one array or set.'),
          nodes: limit(20_000, [1, 1_000_000], 'Values of one record, all levels together.'),
          keyLength: limit(256, [16, 64 * KIB], 'UTF-16 code units of one key.'),
          stringLength: limit(32 * KIB, [16, 16 * MIB], 'UTF-16 code units of one text.'),
          recordBytes: limit(256 * KIB, [KIB, 64 * MIB], 'UTF-8 bytes of one record.'),
        },
        'must be an object with depth, keys, items, nodes, keyLength, stringLength or recordBytes',
      ),
      {},
    ),
    v.description('How much of a record is written down. What lies beyond is left out, and the record gets `"truncated":true`.'),
  ),
};

/** Every limit, with a number. */
export type Limits = v.InferOutput<typeof limitsOptions.limits>;
