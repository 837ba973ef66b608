// Tokens that expire: headers are made anew for each attempt and, after a 401, once more at once with `refresh`.
// Run: node examples/token-refresh.mjs (after npm run build)
import { createDestination } from 'logferry/pino';
import pino from 'pino';
import { openCollector } from './local-collector.mjs';

// This collector takes token-1 for expired.
const isExpired = ({ headers }) => headers.authorization === 'Bearer token-1';
const collector = await openCollector({ plans: [{ status: 401, when: isExpired, times: Number.POSITIVE_INFINITY }] });

/** Stands for a call to your identity provider. */
const login = async () => {
  logins += 1;
  return `token-${logins}`;
};
let logins = 0;
let token;

const destination = createDestination({
  url: collector.url,
  requestHeaders: async (headers, _key, { refresh }) => {
    if (token === undefined || refresh) token = login();
    return { ...headers, Authorization: `Bearer ${await token}` };
  },
});
const logger = pino(destination);

logger.info('order placed');
logger.info('order paid');

await destination.handler.flush();
console.log(`logged in ${logins} times`);
await collector.report();
