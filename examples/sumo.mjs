// Sumo Logic: the address of an HTTP Logs Source, and metadata as its headers, one set for each group.
// Run: node examples/sumo.mjs (after npm run build); with a real source: COLLECTOR_URL=https://... node examples/sumo.mjs
import { createDestination } from 'logferry/pino';
import pino from 'pino';
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();

const destination = createDestination({
  url: collector.url,
  aggregatorKey: { service: '{fields.service}', level: '{level}' },
  collector: {
    type: 'sumo',
    category: 'prod/{key.service}',
    name: 'shop',
    host: 'web-1',
    fields: { level: '{key.level}', cluster: 'k8s' },
  },
});
const logger = pino({ base: undefined }, destination);

logger.info({ service: 'orders' }, 'order placed');
logger.info({ service: 'billing' }, 'invoice sent');
logger.warn({ service: 'billing' }, 'card refused');

await destination.handler.flush();
await collector.report();
