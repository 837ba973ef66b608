import * as v from 'valibot';
import { requestOptions } from '../request-options.js';
import { wholeNumber } from '../whole-number.js';

const MIB = 1024 * 1024;
const TARGET_MESSAGE = 'must be { url } of another collector, { file } or { console }';

const collectorTarget = v.strictObject(requestOptions, TARGET_MESSAGE);

const PATH_MESSAGE = 'must be the path of a file, as a text';
const fileTarget = v.strictObject(
  {
    file: v.pipe(v.string(PATH_MESSAGE), v.nonEmpty(PATH_MESSAGE)),
    maxBytes: v.optional(wholeNumber(1024, Number.MAX_SAFE_INTEGER), 10 * MIB),
    maxFiles: v.optional(wholeNumber(1, 1000), 5),
  },
  TARGET_MESSAGE,
);

const consoleTarget = v.strictObject({ console: v.picklist(['stderr', 'stdout'], "must be 'stderr' or 'stdout'") }, TARGET_MESSAGE);

/** The target says by one member which kind it is, so a mistake in another is told for that kind. */
const target = v.lazy((input) => {
  const { url, file, console } = (input ?? {}) as Readonly<Record<'url' | 'file' | 'console', unknown>>;
  if (url !== undefined) return collectorTarget;
  if (file !== undefined) return fileTarget;
  return console === undefined ? v.custom<never>(() => false, TARGET_MESSAGE) : consoleTarget;
});

/** A day is longer than anybody waits for a fallback. */
const LONGEST_MS = 86_400_000;

export const fallbackSchema = v.strictObject(
  { afterMs: v.optional(wholeNumber(0, LONGEST_MS), 60_000), to: target },
  'must be { to: { url }, { file } or { console } }, with afterMs beside it',
);

export type FallbackValues = v.InferOutput<typeof fallbackSchema>;
