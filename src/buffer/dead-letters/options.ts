import * as v from 'valibot';

const MIB = 1024 * 1024;
const DIRECTORY_MESSAGE = "must be the path of a directory of its own, such as '/var/lib/my-app/dead-letters'";
const BYTES_MESSAGE = `must be a whole number, ${MIB} or more`;

/** What becomes of records that are given up. */
export const deadLettersOption = {
  deadLetters: v.pipe(
    v.optional(
      v.strictObject(
        {
          directory: v.pipe(v.string(DIRECTORY_MESSAGE), v.nonEmpty(DIRECTORY_MESSAGE)),
          maxBytes: v.optional(v.pipe(v.number(BYTES_MESSAGE), v.integer(BYTES_MESSAGE), v.minValue(MIB, BYTES_MESSAGE)), 64 * MIB),
          keep: v.optional(v.picklist(['refused', 'all'], "must be 'refused' or 'all'"), 'refused'),
        },
        "must be an object such as { directory: '/var/lib/my-app/dead-letters' }",
      ),
    ),
    v.description(
      'Keeps records that are given up, with the reason: `directory`, `maxBytes` (default 64 MiB), `keep` (`refused` or `all`, default `refused`). See docs/spool-cli.md.',
    ),
  ),
};

export type DeadLettersSettings = NonNullable<v.InferOutput<(typeof deadLettersOption)['deadLetters']>>;
