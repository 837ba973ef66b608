// What each example must have sent, checked at the collector: counts, headers, and whose line is whose.
import { deepEqual, equal, match, ok } from 'node:assert/strict';

/** By file; `plans`: how the collector is to fail; `arrived`: records. */
export const expectations = {
  'winston.mjs': {
    arrived: 3,
    check: ({ records }) => {
      deepEqual(
        records.map(({ level }) => level),
        ['info', 'warn', 'error'],
      );
      equal(records[1].item, 'apple');
      equal(records[2].module, 'billing');
      match(records[2].stack, /^Error: expired/);
    },
  },
  'winston-worker.mjs': { arrived: 101, check: (collector) => deepEqual(countsBy(collector, 'x-level'), { info: 100, warn: 1 }) },
  'pino-worker.mjs': { arrived: 3, check: (collector) => deepEqual(countsBy(collector, 'x-tenant'), { acme: 1, globex: 1, nobody: 1 }) },
  'pino-in-process.mjs': { arrived: 3, check: (collector) => deepEqual(countsBy(collector, 'x-queue'), { alerts: 1, rest: 2 }) },
  'pino-targets.mjs': {
    arrived: 2,
    check: ({ records }, stdout) => {
      deepEqual(
        records.map(({ level }) => level),
        [40, 50],
      );
      equal(stdout.match(/"level":/g).length, 3);
    },
  },
  'express.mjs': { arrived: 12, check: (collector) => ownRequestsOnly(collector, ['acme', 'globex']) },
  'fastify.mjs': { arrived: 13, check: (collector) => ownRequestsOnly(collector, ['acme', 'globex', 'nobody']) },
  'sumo.mjs': {
    arrived: 3,
    check: (collector) => {
      deepEqual(countsBy(collector, 'x-sumo-category'), { 'prod/billing': 2, 'prod/orders': 1 });
      for (const { headers } of collector.requests) {
        match(headers['x-sumo-fields'], /^cluster=k8s, level=(info|warn)$/);
        deepEqual([headers['x-sumo-name'], headers['x-sumo-host'], headers['content-encoding']], ['shop', 'web-1', 'gzip']);
      }
    },
  },
  'keys-and-headers.mjs': {
    arrived: 251,
    check: (collector) => {
      deepEqual(countsBy(collector, 'x-logshmog-woo'), { foo123: 251 });
      deepEqual(countsBy(collector, 'x-logshmog-hoo'), { 'moo123/error': 1, 'moo123/info': 250 });
      deepEqual(
        collector.requests.filter(({ records }) => records[0].level === 'info').map(({ records }) => records.length),
        [100, 100, 50],
      );
      const lines = collector.records.map((record) => `${JSON.stringify(record)}\n`);
      const order = /^\{"timestamp":"[^"]+","level":"\w+","logger":"shop","message":"[^"]+","foo":"foo123","moo":"moo123"\}\n$/;
      for (const line of lines) match(line, order);
      equal(Buffer.byteLength(lines.join('')), collector.counts.rawBytes);
    },
  },
  'token-refresh.mjs': {
    plans: [{ status: 401, when: ({ headers }) => headers.authorization === 'Bearer token-1', times: Number.POSITIVE_INFINITY }],
    arrived: 2,
    check: ({ requests }) =>
      deepEqual(
        requests.map(({ status, headers }) => [status, headers.authorization]),
        [
          [401, 'Bearer token-1'],
          [200, 'Bearer token-2'],
        ],
      ),
  },
  'header-module.mjs': {
    arrived: 3,
    check: (collector) => {
      deepEqual(countsBy(collector, 'x-route'), { healthz: 1, orders: 2 });
      for (const { headers } of collector.requests) match(headers['x-route-hash'], /^[0-9a-f]{8}$/);
    },
  },
  'health.mjs': {
    arrived: 1,
    check: (_collector, stdout) => {
      match(stdout, /^\/healthz\/good: 200 healthy, delivered 1/m);
      match(stdout, /^\/healthz\/bad: 503 unhealthy, delivered 0, waiting 1, last error econnrefused$/m);
    },
  },
  'security.mjs': {
    arrived: 5,
    check: ({ requests, records }, stdout) => {
      const sent = JSON.stringify(requests);
      for (const secret of [
        'jane.doe@',
        'correct horse',
        '7f3a9c41d2',
        '2YotnFZFEjr1zCsicMWpAA',
        'q8Zx2LmN4v',
        '4111111111111111',
        's3cret',
      ])
        ok(!sent.includes(secret) && !stdout.includes(secret));
      const [login, failure, upgrade, connection, forged] = records;
      deepEqual([login.body.user, login.body.password, login.ip], ['j***@example.com', '***', '203.0.113.x']);
      deepEqual(failure.err.config.headers, { Accept: 'application/json', Authorization: '***', 'X-Api-Key': '***' });
      match(failure.err.message, /\?page=2&access_token=\*\*\* answered 401$/);
      deepEqual([upgrade.user.name, upgrade.user.card, upgrade.user.phone], ['Jane', '****1111', '+49***67']);
      equal(connection.msg, 'connecting to postgres://shop:***@db.internal:5432/orders');
      match(forged.agent, /^curl\/8\\n\{.*\}\\u\{202e\}$/);
      match(stdout, /^masked: .*\b1 card\b/m);
      match(stdout, /; withheld: 0 records$/m);
    },
  },
  'shutdown.mjs': { arrived: 500, check: (_collector, stdout) => match(stdout, /exit code null, signal SIGTERM/) },
  'send-logs.mjs': { arrived: 2500, check: (collector) => deepEqual(countsBy(collector, 'x-level'), { error: 25, info: 2475 }) },
  'commonjs.cjs': { arrived: 2, check: ({ requests }) => deepEqual(requests.map(({ path }) => path).sort(), ['/pino', '/winston']) },
  'typescript.ts': { arrived: 2, check: (collector) => deepEqual(countsBy(collector, 'x-urgent'), { false: 1, true: 1 }) },
  'bundle.mjs': { arrived: 3, check: (collector) => deepEqual(countsBy(collector, 'x-queue'), { alerts: 1, rest: 2 }) },
  // It has a collector of its own, which it sends away, and counts by itself.
  'outage.mjs': {
    arrived: 0,
    check: (_collector, stdout) => {
      match(stdout, /^during the outage: delivered 0, waiting 5000, unhealthy$/m);
      match(stdout, /^5000 records arrived, 5000 of them distinct$/m);
    },
  },
  'crash/crash.mjs': {
    arrived: 0,
    check: (_collector, stdout) => {
      match(stdout, /^5 times kill -9: \d+ orders logged, \d+ arrived, 0 missing$/m);
      match(stdout, /; 0 orders are there twice when each name counts once$/m);
    },
  },
  'fallback/fallback.mjs': {
    arrived: 0,
    check: (_collector, stdout) => {
      equal(stdout.match(/^alert: /gm).length, 1);
      match(stdout, /^in the file: 300 records, each with a reason such as econnrefused$/m);
      match(stdout, /^0 records missing; the collector got the last 100 itself$/m);
    },
  },
};

const countsBy = (collector, header) =>
  Object.fromEntries(
    [...collector.recordsBy(header)]
      .filter(([, records]) => records.length > 0)
      .map(([value, records]) => [value, records.length])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Six requests, two lines each: every line has its own request's id and went out under its own tenant's header. */
const ownRequestsOnly = (collector, tenants) => {
  deepEqual([...collector.recordsBy('x-tenant').keys()].sort(), tenants);
  const placed = collector.records.filter(({ order }) => order !== undefined);
  equal(placed.length, 6);
  for (const { order, requestId, tenant } of placed) {
    equal(tenant, order % 2 === 0 ? 'acme' : 'globex');
    const ofRequest = collector.records.filter((record) => record.requestId === requestId);
    equal(ofRequest.length, 2);
    ok(ofRequest.every((record) => record.tenant === tenant));
    ok(collector.recordsBy('x-tenant').get(tenant).includes(ofRequest[1]));
  }
};
