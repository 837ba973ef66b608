import { ratioOf } from '../harness/statistics.mjs';
import { pluck, show } from './samples.mjs';

/** What a logging call costs its caller, beside the bare logger's. */
const cost = (candidate, options = {}) => ({ program: 'call-cost', candidate, count: 200_000, options });

/** The key of the README's first page: it reads context and level, and so no line. */
const ofContext = {
  context: { foo: 'foo123', moo: 'moo123' },
  aggregatorKey: { woo: '{context.foo}', hoo: '{context.moo}/{level}' },
};

export const callCost = {
  'bare pino': cost('bare pino'),
  'bare pino worker': cost('bare pino worker'),
  'bare winston': cost('bare winston'),
  'logferry pino': cost('logferry pino', ofContext),
  'logferry pino, field key': cost('logferry pino'),
  'logferry pino worker': cost('logferry pino worker'),
  'logferry winston': cost('logferry winston', ofContext),
  'logferry winston, field key': cost('logferry winston'),
  'logferry winston, key function': cost('logferry winston', { keyFunction: true }),
};

const row = ({ id, title, ours, bare, field = 'p50Ns', atMost }) => ({
  id: `call-cost/${id}`,
  title: `caller's cost, ${title}`,
  target: { atMost, unit: `x ${bare}` },
  runs: { ours: callCost[ours], bare: callCost[bare] },
  value: (samples) => ratioOf(pluck(samples.ours, field), pluck(samples.bare, field)),
  beside: (samples) =>
    `p50 ${show(samples.ours, 'p50Ns')} ns, mean ${show(samples.ours, 'meanNs')}; ${bare} ${show(samples.bare, 'p50Ns')}, mean ${show(samples.bare, 'meanNs')}`,
});

export const callCostMeasures = [
  { id: 'pino', title: 'Pino in process, template key of context and level', ours: 'logferry pino', bare: 'bare pino', atMost: 1.6 },
  { id: 'pino-field', title: 'Pino in process, template key of a field', ours: 'logferry pino, field key', bare: 'bare pino', atMost: 1.6 },
  { id: 'pino-worker', title: 'Pino worker, p50', ours: 'logferry pino worker', bare: 'bare pino worker', atMost: 1.05 },
  {
    id: 'pino-worker-mean',
    title: 'Pino worker, mean',
    ours: 'logferry pino worker',
    bare: 'bare pino worker',
    field: 'meanNs',
    atMost: 1.2,
  },
  { id: 'winston', title: 'Winston json, template key of context and level', ours: 'logferry winston', bare: 'bare winston', atMost: 1.3 },
  {
    id: 'winston-field',
    title: 'Winston json, template key of a field',
    ours: 'logferry winston, field key',
    bare: 'bare winston',
    atMost: 1.3,
  },
  {
    id: 'winston-function',
    title: 'Winston json, key function',
    ours: 'logferry winston, key function',
    bare: 'bare winston',
    atMost: 1.6,
  },
].map(row);
