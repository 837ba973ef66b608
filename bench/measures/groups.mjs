import { ratioOf } from '../harness/statistics.mjs';
import { pluck, show } from './samples.mjs';

/** Does a call cost more when its record is one of many groups? `capacity` is 100,000, so that groups grow beyond one record. */
const CAPACITY = 100_000;

const withGroups = (tenants) => ({
  program: 'call-cost',
  candidate: 'logferry pino',
  count: 200_000,
  options: { tenants, capacity: CAPACITY, maxGroups: 20_000 },
});

export const groupMeasures = [10, 1000, 10_000].map((tenants) => ({
  id: `groups/${tenants}`,
  title: `caller's cost, ${tenants.toLocaleString('en')} groups (capacity ${CAPACITY.toLocaleString('en')})`,
  target: { atMost: 1.5, unit: 'x one group' },
  runs: { many: withGroups(tenants), one: withGroups(1) },
  value: (samples) => ratioOf(pluck(samples.many, 'p50Ns'), pluck(samples.one, 'p50Ns')),
  beside: (samples) =>
    `p50 ${show(samples.many, 'p50Ns')} ns, mean ${show(samples.many, 'meanNs')}; one group ${show(samples.one, 'p50Ns')}, mean ${show(samples.one, 'meanNs')}`,
}));
