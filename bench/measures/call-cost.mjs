import { ratioOf } from '../harness/statistics.mjs';
import { washOff } from './bursts.mjs';
import { pluck, show } from './samples.mjs';

/** What a logging call costs its caller, beside the bare logger's: washed, as the defaults have it, and without. */
const cost = (candidate, options = {}) => ({ program: 'call-cost', candidate, count: 200_000, options });

/** The key of the README's first page: it reads context and level, and so no line. */
const ofContext = {
  context: { foo: 'foo123', moo: 'moo123' },
  aggregatorKey: { woo: '{context.foo}', hoo: '{context.moo}/{level}' },
};

/** In the worker the caller pays for no wash. */
const DOORS = [
  {
    id: 'pino',
    title: 'Pino in process, template key of context and level',
    door: 'pino',
    options: ofContext,
    atMost: 2.3,
    offAtMost: 1.6,
  },
  { id: 'pino-field', title: 'Pino in process, template key of a field', door: 'pino', atMost: 2.3, offAtMost: 1.6 },
  { id: 'pino-worker', title: 'Pino worker, p50', door: 'pino worker', atMost: 1.05 },
  { id: 'pino-worker-mean', title: 'Pino worker, mean', door: 'pino worker', field: 'meanNs', atMost: 1.2 },
  {
    id: 'winston',
    title: 'Winston json, template key of context and level',
    door: 'winston',
    options: ofContext,
    atMost: 1.7,
    offAtMost: 1.3,
  },
  { id: 'winston-field', title: 'Winston json, template key of a field', door: 'winston', atMost: 1.7, offAtMost: 1.3 },
  {
    id: 'winston-function',
    title: 'Winston json, key function',
    door: 'winston',
    options: { keyFunction: true },
    atMost: 2,
    offAtMost: 1.6,
  },
];

const row = ({ id, title, door, options = {}, field = 'p50Ns', atMost }) => ({
  id: `call-cost/${id}`,
  title: `caller's cost, ${title}`,
  target: { atMost, unit: `x bare ${door}` },
  runs: { ours: cost(`logferry ${door}`, options), bare: cost(`bare ${door}`) },
  value: (samples) => ratioOf(pluck(samples.ours, field), pluck(samples.bare, field)),
  beside: (samples) =>
    `p50 ${show(samples.ours, 'p50Ns')} ns, mean ${show(samples.ours, 'meanNs')}; bare ${door} ${show(samples.bare, 'p50Ns')}, mean ${show(samples.bare, 'meanNs')}`,
});

const withoutWash = ({ id, title, options, offAtMost, ...door }) => ({
  ...door,
  id: `${id}-security-off`,
  title: `${title}, security off`,
  options: { ...options, ...washOff },
  atMost: offAtMost,
});

export const callCostMeasures = DOORS.flatMap((door) => (door.offAtMost === undefined ? [row(door)] : [row(door), row(withoutWash(door))]));

/** Shared with other measures. */
export const callCost = {
  'logferry pino': cost('logferry pino', ofContext),
  'logferry pino worker': cost('logferry pino worker'),
  'logferry winston': cost('logferry winston', ofContext),
};
