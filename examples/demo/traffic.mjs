// The customers of the demo: real HTTP requests, a hundred a second.

const TENANTS = ['acme', 'globex', 'initech'];

/** Request `n` is always of the same tenant, so that each record can be checked afterwards. */
export const tenantOf = (n) => TENANTS[n % TENANTS.length];
export const requestIdOf = (n) => `req-${n}`;

export const startTraffic = (url, { everyMs = 10 } = {}) => {
  const pending = new Set();
  let answerTimes = [];
  let sent = 0;
  let served = 0;

  const order = async (n) => {
    const startedAt = performance.now();
    const response = await fetch(`${url}/orders/${n}`, {
      method: 'POST',
      headers: { 'x-tenant': tenantOf(n), 'x-request-id': requestIdOf(n) },
    });
    await response.text();
    answerTimes.push(performance.now() - startedAt);
    served += 1;
  };

  const next = () => {
    const promise = order(++sent).finally(() => pending.delete(promise));
    pending.add(promise);
  };

  next();
  const timer = setInterval(next, everyMs);
  return {
    get served() {
      return served;
    },
    /** Median time of an answer since the last call, in milliseconds. */
    medianMs: () => {
      const times = answerTimes.sort((a, b) => a - b);
      answerTimes = [];
      return times[Math.floor(times.length / 2)] ?? 0;
    },
    stop: async () => {
      clearInterval(timer);
      await Promise.all(pending);
    },
  };
};
