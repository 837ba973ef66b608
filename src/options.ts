import * as v from 'valibot';
import { bufferOptions } from './buffer/options.js';
import { ConfigurationError } from './core/errors.js';
import { deliveryOptions } from './delivery/options.js';
import { groupingOptions } from './grouping/options.js';
import { limitsOptions } from './security/options.js';

/** Every room's options put together, with those that concern the handler as a whole. */
const handlerOptions = {
  ...deliveryOptions,
  ...groupingOptions,
  ...bufferOptions,
  ...limitsOptions,
  name: v.pipe(
    v.optional(v.pipe(v.string(), v.nonEmpty()), 'logferry'),
    v.description('Name of this handler in health, metrics and diagnostics.'),
  ),
  closeTimeoutMs: v.pipe(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 5000),
    v.description('Longest time in milliseconds that closing waits for records to be delivered. At most 8,000 inside a Pino worker.'),
  ),
  maxFailedLogs: v.pipe(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 100),
    v.description('Given-up records that `getFailedLogs` keeps, the latest ones.'),
  ),
  metricsIntervalMs: v.pipe(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(100))),
    v.description('Emits a `metrics` event this often, in milliseconds. Never when absent.'),
  ),
  onDiagnostic: v.pipe(v.optional(v.function()), v.description('Told of trouble, at most once in ten seconds for each code.')),
  onDrop: v.pipe(v.optional(v.function()), v.description('Told of every record that is given up: how many, why, of which group.')),
};

const schema = v.strictObject(handlerOptions);

export type Settings = v.InferOutput<typeof schema>;
