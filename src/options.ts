import * as v from 'valibot';
import { auditSchema } from './audit/options.js';
import { deadLettersOption } from './buffer/dead-letters/options.js';
import { bufferOptions } from './buffer/options.js';
import { spoolOptions } from './buffer/spool/options.js';
import type { Diagnostic, DropNotice } from './core/handler.js';
import { wrongOption } from './core/wrong-option.js';
import { deliveryOptions } from './delivery/options.js';
import { groupingOptions } from './grouping/options.js';
import { limitsOptions, washSchema } from './security/options.js';

const wholeNumber = (least: number) => {
  const message = `must be a whole number, ${least} or more`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message));
};

const NAME_MESSAGE = 'must be a text that is not empty';

/** Every room's options put together, with those that concern the handler as a whole. */
const schema = v.strictObject({
  ...deliveryOptions,
  ...groupingOptions,
  ...bufferOptions,
  ...spoolOptions,
  ...deadLettersOption,
  ...limitsOptions,
  security: v.pipe(
    v.optional(
      v.pipe(
        v.strictObject({ ...washSchema.entries, audit: v.optional(auditSchema) }, washSchema.message),
        v.transform((security) =>
          security.preset === 'audit' ? { ...security, audit: security.audit ?? v.parse(auditSchema, {}) } : security,
        ),
      ),
      {},
    ),
    v.description(
      'What is masked and made visible in every record, by `preset` (`default`) and, in detail, by the options of docs/security.md.',
    ),
  ),
  name: v.pipe(
    v.optional(v.pipe(v.string(NAME_MESSAGE), v.nonEmpty(NAME_MESSAGE)), 'logferry'),
    v.description('Name of this handler in health, metrics and diagnostics.'),
  ),
  closeTimeoutMs: v.pipe(
    v.optional(wholeNumber(0), 5000),
    v.description('Longest time in milliseconds that closing waits for deliveries. At most 8000 in a worker.'),
  ),
  maxFailedLogs: v.pipe(v.optional(wholeNumber(0), 100), v.description('Given-up records that `getFailedLogs` keeps: the latest ones.')),
  metricsIntervalMs: v.pipe(
    v.optional(wholeNumber(100)),
    v.description('Emits a `metrics` event this often, in milliseconds. Never when absent.'),
  ),
  onDiagnostic: v.pipe(
    v.optional(v.custom<(diagnostic: Diagnostic) => void>(isFunction, 'must be a function')),
    v.description('Told of trouble, at most once in ten seconds for each code.'),
  ),
  onDrop: v.pipe(
    v.optional(v.custom<(notice: DropNotice) => void>(isFunction, 'must be a function')),
    v.description('Told of records that were given up, summed up by reason and group, at most once a second.'),
  ),
});

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

/** Options once checked: every default filled in, frozen, trusted from here on. */
export type Settings = Readonly<v.InferOutput<typeof schema>>;

/** @throws ConfigurationError that names the option, what was received, and what would be right. */
export const resolveOptions = (options: unknown): Settings => {
  const result = v.safeParse(schema, withDefaults(options));
  if (!result.success) throw wrongOption(result.issues, { entries: schema.entries, isSecret: (path) => SECRET.test(path) });
  return Object.freeze(result.output);
};

/** Sumo Logic wants requests of at most 1 MB before compression (docs/protocols/sumo.md), a little less than our own default. */
const SUMO_CHUNK_BYTES = 1_000_000;

/** A `url` that is missing is told in the words of its own schema. */
const withDefaults = (options: unknown): unknown => {
  const { url, collector, maxChunkBytes } = (options ?? {}) as Readonly<Record<'url' | 'maxChunkBytes', unknown>> & {
    readonly collector?: { readonly type?: unknown };
  };
  if (url === undefined) return typeof options === 'object' ? { ...options, url } : { url };
  return collector?.type === 'sumo' && maxChunkBytes === undefined ? { ...(options as object), maxChunkBytes: SUMO_CHUNK_BYTES } : options;
};

/** Every option with its default and meaning, as the documentation's table must have it. */
export const describeOptions = (): readonly { readonly name: string; readonly default: unknown; readonly description: string }[] =>
  Object.entries(schema.entries).map(([name, entry]) => ({
    name,
    default: v.getDefault(entry),
    description: v.getDescription(entry) ?? '',
  }));

/** Options whose values may hold a secret: their values never stand in a message. */
const SECRET = /^(url|headers|auth|proxy|tls|collector|requestHeaders|context|fallback|encryptionKey|security)\b/;
