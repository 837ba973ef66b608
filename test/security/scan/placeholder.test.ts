import { expect, test } from 'vitest';
import { isSecretValue } from '../../../src/security/scan/placeholder.js';

test.each([
  ...[
    '',
    '  ',
    '***',
    '********',
    'xxxx',
    '•••',
    '...',
    'sk-…',
    '<pw>',
    '<your api key>',
    '${TOKEN}',
    '$TOKEN',
    '{{token}}',
    '%s',
    '%TOKEN%',
    ':password',
    '[REDACTED]',
  ],
  ...[
    '[Filtered]',
    '[object Object]',
    '{}',
    '[]',
    'null',
    'undefined',
    'none',
    'true',
    'required',
    'N/A',
    'ab',
    'ghp_***',
    'eyJ***',
    'Bearer ***',
    '****1111',
  ],
  ...[
    '(sensitive value)',
    '(known after apply)',
    '${{ secrets.TOKEN }}',
    '<%= token %>',
    '$password',
    '$access_token',
    '!Ref',
    'skipped',
    'n.a.',
  ],
  ...['email:k1:3q2-vu8AAQIDBAUGBwgJCg', 'k1:3q2-vu8AAQIDBAUGBwgJCg', 'is required', 'Password must have 8 characters', 7, 42],
])('A45 %s stands for a secret, and is none', (value) => {
  expect(isSecretValue(value)).toBe(false);
});

test.each(['kestrel', 'hunter2', 'correct horse battery staple', '0000', '$ecret', '[hunter2]', '<a1>', 'a***b***c', 123, 482913])(
  'A45 %s is a secret',
  (value) => {
    expect(isSecretValue(value)).toBe(true);
  },
);

test.each([
  ['not-numbers', '1200', false],
  ['not-numbers', 1200, false],
  ['not-numbers', 'kestrel', true],
  ['not-paths', '/srv/app', false],
  ['not-paths', 'C:\\srv', false],
  ['not-paths', 'kestrel', true],
  ['if-random', 'started', false],
  ['if-random', '1700000000000', false],
  ['if-random', '6f1c2a9e77b04d13', true],
] as const)('A45 a name that is trusted %s makes a secret of %s: %s', (trust, value, isSecret) => {
  expect(isSecretValue(value, trust)).toBe(isSecret);
});
