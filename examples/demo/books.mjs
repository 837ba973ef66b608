// The books of the demo: what was logged, what the handlers say, and what the collector really holds, record by record.
import { requestIdOf, tenantOf } from './traffic.mjs';

/** One line of the final table, for one logger. */
export const accountOf = (name, { logged, stats, collector }) => {
  const requests = collector.requests.filter(({ path }) => path === `/${name}`);
  const arrived = requests.flatMap(({ accepted, headers }) => accepted.map((record) => ({ record, headers })));
  const ids = arrived.map(({ record }) => record.id);
  const distinct = new Set(ids);
  return {
    name,
    logged,
    stats,
    dropped: Object.values(stats.dropped).reduce((sum, count) => sum + count, 0),
    held: arrived.length,
    missing: countUpTo(logged).filter((id) => !distinct.has(id)).length,
    twice: ids.length - distinct.size,
    /** Under another tenant's header, or with another request's context. */
    misfiled: arrived.filter(({ record, headers }) => !isOwn(record, headers)).length,
    outOfOrder: outOfOrder(requests),
  };
};

/** True when everything logged was delivered once, under its own tenant's headers, and all three books agree. */
export const addsUp = ({ logged, stats, held, missing, twice, misfiled, outOfOrder: late }) =>
  stats.received === logged && stats.delivered === logged && held === logged && missing + twice + misfiled + late === 0;

const countUpTo = (last) => Array.from({ length: last }, (_, index) => index + 1);

const isOwn = (record, headers) =>
  record.tenant === tenantOf(record.n) && headers['x-tenant'] === record.tenant && record.requestId === requestIdOf(record.n);

/** Records that came after a later one of their own group. */
const outOfOrder = (requests) => {
  const lastOf = new Map();
  let count = 0;
  for (const { headers, accepted } of requests) {
    const group = `${headers['x-tenant']} ${headers['x-level']}`;
    for (const { id } of accepted) {
      if (id < (lastOf.get(group) ?? 0)) count += 1;
      lastOf.set(group, id);
    }
  }
  return count;
};
