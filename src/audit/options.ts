import * as v from 'valibot';
import type { AuditOptions } from './audit-options.js';
import { flawOf } from './signing-key.js';

const whole = (fallback: number, [least, most]: readonly [number, number], meaning: string) => {
  const message = `must be a whole number from ${least} to ${most} (default ${fallback})`;
  return v.pipe(
    v.optional(v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message)), fallback),
    v.description(meaning),
  );
};

const KEY_ID_MESSAGE = 'must be 1 to 16 of A-Za-z0-9_-';
const FILE_MESSAGE = 'must be the path of a file';

const isFunctionOrRef = (value: unknown): boolean =>
  typeof value === 'function' ||
  (typeof value === 'object' && value !== null && Object.keys(value).sort().join() === 'module,name' && Object.values(value).every(isText));

const isText = (value: unknown): boolean => typeof value === 'string';

const key = v.pipe(
  v.unknown(),
  v.rawCheck(({ dataset: { value }, addIssue }) => {
    const flaw = isFunctionOrRef(value) ? undefined : flawOf(value);
    if (flaw !== undefined) addIssue({ message: flaw });
  }),
  v.transform((value) => value as NonNullable<AuditOptions['key']>),
);

/** The part `security.audit` of the options, each default filled in. */
export const auditSchema = v.strictObject(
  {
    chain: v.pipe(
      v.optional(v.picklist(['chunk', 'record'], "must be 'chunk' or 'record'"), 'chunk'),
      v.description('What a link of the chain is: blocks of up to 16 records, or each record.'),
    ),
    everyRecords: whole(1000, [1, 100_000], 'Records, all groups together, after which a checkpoint is written.'),
    everyMs: whole(10_000, [100, 3_600_000], 'Longest time in milliseconds that a record waits for its checkpoint.'),
    file: v.pipe(
      v.optional(v.pipe(v.string(FILE_MESSAGE), v.nonEmpty(FILE_MESSAGE)), 'logferry-audit.ndjson'),
      v.description('Where checkpoints are written.'),
    ),
    onCheckpoint: v.pipe(
      v.optional(v.custom<NonNullable<AuditOptions['onCheckpoint']>>(isFunctionOrRef, 'must be a function or { module, name }')),
      v.description('Is given each checkpoint too, to keep it elsewhere.'),
    ),
    key: v.pipe(v.optional(key), v.description('Signs the checkpoints.')),
    keyId: v.pipe(
      v.optional(v.pipe(v.string(KEY_ID_MESSAGE), v.regex(/^[\w-]{1,16}$/, KEY_ID_MESSAGE))),
      v.description('Names the key in each checkpoint.'),
    ),
  },
  'must be an object with chain, everyRecords, everyMs, file, onCheckpoint, key or keyId',
);

export type AuditSettings = Readonly<v.InferOutput<typeof auditSchema>>;
