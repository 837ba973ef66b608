// Security: what people log by mistake, and what leaves the process. No option is needed; docs/security.md says how to have it your way.
// Run: node examples/security.mjs (after npm run build)

import { createDestination } from 'logferry/pino';
import pino from 'pino';
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();
const destination = createDestination({ url: collector.url, chunkSize: 1 }); // only so that each record is shown
const logger = pino({ base: undefined }, destination);

/** Anybody's day at work: none of these is meant to leak anything. */
const login = { user: 'jane.doe@example.com', password: 'correct horse battery staple', remember: true };
logger.warn({ body: login, ip: '203.0.113.7' }, `login failed for ${login.user}`);

/** As HTTP clients throw them: the request, headers and all. */
const error = Object.assign(new Error('GET https://api.example/v2/orders?page=2&access_token=7f3a9c41d2 answered 401'), {
  config: { headers: { Accept: 'application/json', Authorization: 'Bearer 2YotnFZFEjr1zCsicMWpAA', 'X-Api-Key': 'q8Zx2LmN4v' } },
});
logger.error(error, 'cannot load the orders');

const user = { id: 4711, name: 'Jane', email: 'jane.doe@example.com', phone: '+49 30 1234567', card: 4111111111111111, plan: 'pro' };
logger.info({ user }, 'user upgraded');

const database = 'postgres://shop:s3cret@db.internal:5432/orders';
logger.info(`connecting to ${database}`);

/** Somebody else's work: a name that forges a line of the log, and hides behind a turned text. */
logger.info({ agent: 'curl/8\n{"level":30,"msg":"admin logged in"}\u202e' }, 'GET /');

await destination.handler.flush();
await collector.report();
const { hits, sanitized, withheld } = destination.handler.getHealthStatus().security;
console.log(
  `masked: ${Object.entries(hits)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ')}`,
);
console.log(`made visible: ${sanitized} texts; withheld: ${withheld} records`);
