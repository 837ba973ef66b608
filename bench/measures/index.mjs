import { burstMeasures } from './burst.mjs';
import { callCostMeasures } from './call-cost.mjs';
import { deliveryMeasures } from './delivery.mjs';
import { distanceMeasures } from './distance.mjs';
import { groupMeasures } from './groups.mjs';
import { importMeasures } from './import.mjs';
import { outageMeasures } from './outage.mjs';
import { promiseMeasures } from './promises.mjs';
import { spoolMeasures } from './spool.mjs';
import { spoolStartMeasures } from './spool-start.mjs';
import { washMeasures } from './wash.mjs';

/**
 * A line of the table: runs, and how their samples (one a repeat, by the run's name) become one number with its spread. A target without a
 * bound is only told.
 * @typedef {import('../harness/run-once.mjs').Run} Run
 * @typedef {import('../harness/statistics.mjs').Spread} Spread
 * @typedef {Record<string, Record<string, any>[]>} Samples
 * @typedef {{ id: string, title: string, target: { atMost?: number, atLeast?: number, unit: string }, runs: Record<string, Run>,
 *   value(samples: Samples): Spread, beside(samples: Samples): string }} Measure
 * @type {readonly Measure[]}
 */
export const measures = [
  ...washMeasures,
  ...callCostMeasures,
  ...groupMeasures,
  ...deliveryMeasures,
  ...distanceMeasures,
  ...burstMeasures,
  ...outageMeasures,
  ...importMeasures,
  ...promiseMeasures,
  ...spoolMeasures,
  ...spoolStartMeasures,
];
