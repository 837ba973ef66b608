import * as v from 'valibot';
import type { EncryptionKey } from './spool-options.js';

const count = (least: number) => {
  const message = `must be a whole number, ${least} or more`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message));
};

const KIB = 1024;
const MIB = 1024 * KIB;
const HOUR_MS = 3_600_000;
const DIRECTORY_MESSAGE = "must be the path of a directory of this app's own, such as '/var/lib/my-app/logs'";

/** What keeps records on disk. */
export const spoolOptions = {
  spool: v.pipe(
    v.optional(
      v.strictObject(
        {
          directory: v.pipe(v.string(DIRECTORY_MESSAGE), v.nonEmpty(DIRECTORY_MESSAGE)),
          mode: v.optional(v.picklist(['journal', 'spill'], "must be 'journal' or 'spill'"), 'journal'),
          fsync: v.optional(v.picklist(['interval', 'always', 'never'], "must be 'interval', 'always' or 'never'"), 'interval'),
          fsyncIntervalMs: v.optional(count(10), 1000),
          maxBytes: v.optional(count(256 * KIB), 512 * MIB),
          maxAgeMs: v.optional(count(1000), 72 * HOUR_MS),
        },
        "must be an object such as { directory: '/var/lib/my-app/logs' }",
      ),
    ),
    v.description(
      'Keeps records on disk until they are delivered: `directory`, `mode` (`journal` or `spill`, default `journal`), `fsync` (`interval`, `always` or `never`, default `interval`), `fsyncIntervalMs` (default 1000), `maxBytes` (default 512 MiB), `maxAgeMs` (default 72 hours). See docs/spool.md.',
    ),
  ),
  encryptionKey: v.pipe(
    v.optional(v.custom<EncryptionKey>((value) => typeof value === 'function', 'must be a function that answers { id, key }')),
    v.description('Encrypts what is kept on disk, with AES-256-GCM. Asked for the key to write with, and by id for those to read with.'),
  ),
};

export type SpoolSettings = NonNullable<v.InferOutput<(typeof spoolOptions)['spool']>>;
