import * as v from 'valibot';
import { FORMAT, splitSignature } from '../trail.js';
import type { Checkpoint } from './checkpoint.js';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const digest = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));
const name = v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/));
const counts = v.record(v.string(), whole);

const schema = v.object({
  logferryCheckpoint: v.literal(FORMAT),
  run: name,
  number: whole,
  at: v.pipe(v.string(), v.isoTimestamp()),
  after: v.optional(v.nullable(digest)),
  prev: v.optional(digest),
  streams: v.optional(v.array(v.object({ stream: name, from: whole, pins: v.array(v.tuple([whole, digest])) })), []),
  refused: v.optional(counts, {}),
  dropped: v.optional(v.array(v.object({ stream: name, reason: v.string(), seqs: v.array(v.tuple([whole, whole])) })), []),
  lost: v.optional(counts, {}),
  end: v.optional(v.literal(true)),
  keyId: v.optional(v.string()),
});

/** Undefined where a line is no checkpoint, or one of a later format. */
export const readCheckpoint = (line: string): Checkpoint | undefined => {
  const result = v.safeParse(schema, parsed(line));
  return result.success ? { ...result.output, ...splitSignature(line) } : undefined;
};

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
