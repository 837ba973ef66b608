/** Distinct records: a request log of about 300 bytes a line, as Pino writes it. */
const VARIETY = 20_000;
const METHODS = ['GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE'];
const STATUSES = [200, 200, 200, 201, 204, 304, 400, 404, 500, 503];

/**
 * The same records on every run.
 * @param {number} tenants how many values the field `tenant`, the groups' key, takes in turn
 * @returns {(seq: number) => Record<string, unknown>}
 */
export const createFields = (tenants = 10) => {
  const below = createRandom(1);
  const hex = (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join('');
  const records = Array.from({ length: VARIETY }, (_, index) => ({
    tenant: `tenant-${index % tenants}`,
    reqId: `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    method: METHODS[below(METHODS.length)],
    url: `/api/v1/orders/${100_000 + below(900_000)}/items?page=${below(9)}`,
    status: STATUSES[below(STATUSES.length)],
    ms: below(25_000) / 100,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
  }));
  return (seq) => records[seq % VARIETY];
};

/** Park and Miller's generator (CACM 31/10, 1988): a whole number from 0 to `limit` - 1. */
export const createRandom = (seed) => {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
};

/** The collector finds a record by this number again. */
export const messageOf = (seq) => `request completed #${seq};`;
