import * as v from 'valibot';
import type { KeyRule, Mask, PathRule, SecurityRule, WashOptions } from './security-options.js';
import { KINDS } from './wash/presets.js';

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
          messageLength: limit(32 * KIB, [16, 16 * MIB], "UTF-16 code units of a record's own `msg` or `message`."),
          recordBytes: limit(256 * KIB, [KIB, 64 * MIB], 'UTF-8 bytes of one record.'),
        },
        'must be an object with depth, keys, items, nodes, keyLength, stringLength, messageLength or recordBytes',
      ),
      {},
    ),
    v.description('How much of a record is written down. What lies beyond is left out, and the record gets `"truncated":true`.'),
  ),
};

/** Every limit, with a number. */
export type Limits = v.InferOutput<typeof limitsOptions.limits>;

const list = <Item>(message: string) => v.optional(v.custom<readonly Item[]>(Array.isArray, message), []);
const yesOrNo = v.optional(v.boolean('must be true or false'), false);

const mask = v.custom<boolean | Mask>(
  (value) =>
    typeof value === 'boolean' || typeof value === 'string' || typeof value === 'function' || (typeof value === 'object' && value !== null),
  'must be true, false or a mask',
);

/** What is washed off records. Masks, patterns, paths and keys are looked over where they are compiled. */
export const washSchema = v.strictObject(
  {
    preset: v.optional(
      v.picklist(['default', 'strict', 'gdpr', 'audit', 'off'], "must be 'default', 'strict', 'gdpr', 'audit' or 'off'"),
      'default',
    ),
    paths: list<PathRule>("must be an array of paths such as 'user.email' or { path: 'user.email', mask: 'hash' }"),
    keys: v.optional(
      v.strictObject(
        {
          add: list<KeyRule>("must be an array of names such as 'nickname', patterns, or { key: 'nickname', mask: 'hash' }"),
          allow: list<string | RegExp>("must be an array of names such as 'tokenName', or patterns"),
        },
        'must be an object with add or allow',
      ),
      {},
    ),
    kinds: v.optional(
      v.strictObject(
        Object.fromEntries(KINDS.map((kind) => [kind, v.optional(mask)])) as Record<
          keyof NonNullable<WashOptions['kinds']>,
          ReturnType<typeof kindOption>
        >,
        "must be an object with kinds and their masks, such as { email: 'hash', ip: false }",
      ),
      {},
    ),
    rules: list<SecurityRule>("must be an array of rules such as { name: 'employee', literals: ['EMP-'], pattern: /EMP-\\d{6}/ }"),
    allowValues: v.optional(v.array(v.string('must be a text'), 'must be an array of texts'), []),
    typeSafe: yesOrNo,
    pseudonym: v.optional(
      v.custom<NonNullable<WashOptions['pseudonym']>>(
        (value) => typeof value === 'object' && value !== null,
        'must be an object { key, keyId }',
      ),
    ),
    sanitize: v.optional(
      v.strictObject(
        {
          mode: v.optional(v.picklist(['escape', 'replace', 'strip'], "must be 'escape', 'replace' or 'strip'"), 'escape'),
          multilineKeys: v.optional(v.array(v.string('must be a text'), 'must be an array of names'), []),
          html: yesOrNo,
          csv: yesOrNo,
          jndi: yesOrNo,
        },
        'must be an object with mode, multilineKeys, html, csv or jndi',
      ),
      {},
    ),
    cacheSize: v.optional(
      v.pipe(
        v.number('must be a number'),
        v.integer('must be a whole number'),
        v.minValue(16, 'must be 16 or more'),
        v.maxValue(100_000, 'must be 100,000 or less'),
      ),
      1000,
    ),
  },
  "must be an object such as { preset: 'default' }",
);

function kindOption() {
  return v.optional(mask);
}

export type WashSettings = Readonly<v.InferOutput<typeof washSchema>>;
