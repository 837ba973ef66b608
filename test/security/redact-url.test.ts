import { expect, test } from 'vitest';
import { redactUrl } from '../../src/security/redact-url.js';

test.for([
  ['nothing to hide', 'https://collector.example/v1/logs/a1b2c3', 'https://collector.example/v1/logs/a1b2c3'],
  ['user and password', 'https://me:secret@logs.example:8443/bulk', 'https://logs.example:8443/bulk'],
  ['query values and fragment', 'https://l.example/in?token=abc&source=x#frag', 'https://l.example/in?token=***&source=***'],
  ['a query that is a token', 'https://l.example/in?0a1b2c3d', 'https://l.example/in?***'],
  [
    "Sumo Logic's code",
    'https://endpoint4.collection.sumologic.com/receiver/v1/http/ZaVnC4dhaV39Tn37_9z-QkpfsLw8uR==',
    'https://endpoint4.collection.sumologic.com/receiver/v1/http/***',
  ],
  [
    "Slack's code",
    'https://hooks.slack.com/services/T00000000/B00000000/aBcD1234eFgH5678iJkL9012',
    'https://hooks.slack.com/services/T00000000/B00000000/***',
  ],
  [
    "Loggly's token in the middle",
    'https://logs-01.loggly.com/bulk/12345678-9abc-def0-1234-56789abcdef0/tag/http/',
    'https://logs-01.loggly.com/bulk/***/tag/http/',
  ],
  ['a long word is a name', 'https://l.example/opentelemetry-collector/v1', 'https://l.example/opentelemetry-collector/v1'],
  ['no URL', 'me:secret@logs.example', '[unreadable URL]'],
  ['half a URL', 'https://', '[unreadable URL]'],
] as const)('%s', ([, url, shown]) => {
  expect(redactUrl(url)).toBe(shown);
});
