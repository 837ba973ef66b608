import { expect, test } from 'vitest';
import { washNamed } from './wash-named.js';

test.each([
  ['Cookie: sessionid=eyM7BdQT9xPL; lang=en', 'Cookie: sessionid=***; lang=en'],
  ['cookie: connect.sid=s%3AdvQVyeSvb.abc; _ga=GA1.2.1', 'cookie: connect.sid=***; _ga=***'],
  [
    'Set-Cookie: sid=a3fWa; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Secure; Path=/',
    'Set-Cookie: sid=***; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Secure; Path=/',
  ],
  [
    'set-cookie: auth_session=BtybGJyIH; Max-Age=9; HttpOnly; SameSite=Lax',
    'set-cookie: auth_session=***; Max-Age=9; HttpOnly; SameSite=Lax',
  ],
  ['{"headers":{"cookie":"_session=abcdef; x=yyyy","host":"h"}}', '{"headers":{"cookie":"_session=***; x=***","host":"h"}}'],
  ['cookie: "sid=abc123def; lang=en" status=200', 'cookie: "sid=***; lang=en" status=200'],
  ['cookie: sid=abc123def status=200', 'cookie: sid=*** status=200'],
  ['{\\"set-cookie\\":[\\"s=abcdef; Path=/\\"]}', '{\\"set-cookie\\":[***]}'],
])("A45 each cookie's value is masked, its name and attributes stay: %s", (text, washed) => {
  expect(washNamed(text)).toBe(washed);
  expect(washNamed(washed)).toBe(washed);
});

test.each([
  'cookie: accepted',
  'Cookie consent: accepted',
  'cookies: 3',
  'Cookie: lang=en; theme=dark',
  'including "set-cookie: a" and "set-cookie: b"',
])("A45 what holds nobody's session stays: %s", (text) => {
  expect(washNamed(text)).toBe(text);
});
