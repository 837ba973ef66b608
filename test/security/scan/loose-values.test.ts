import { describe, expect, test } from 'vitest';
import { washNamed } from './wash-named.js';

describe('A45 a secret behind nothing but a blank is masked', () => {
  test.each([
    ['password is hunter2', 'password is ***'],
    ['Password - hunter2', 'Password - ***'],
    ['admin password — hunter2', 'admin password — ***'],
    ['login with password hunter2!x failed', 'login with password *** failed'],
    ['the new password was set to kestrel77 by admin', 'the new password was set to *** by admin'],
    ['Password for bob is hunter22', 'Password for bob is ***'],
    ['password "kestrel" rejected', 'password "***" rejected'],
    ['api key is 9f8e7d6c5b4a39281706', 'api key is ***'],
    ['signing secret 9DQXPhRuW_UOsbjrjVLOlDvM loaded', 'signing secret *** loaded'],
    ['using token 9f8e7d6c5b4a39281706 now', 'using token *** now'],
    ['one time password 482913', 'one time password ***'],
    ['otp 482913 sent', 'otp *** sent'],
    ['Your verification code is 482913', 'Your verification code is ***'],
    ["CREATE USER 'app'@'%' IDENTIFIED BY 'kestrel';", "CREATE USER 'app'@'%' IDENTIFIED BY '***';"],
    ['machine api.x.com login bob password kestrel', 'machine api.x.com login bob password ***'],
  ])('%s', (text, washed) => {
    expect(washNamed(text)).toBe(washed);
    expect(washNamed(washed)).toBe(washed);
  });
});

describe('A45 sentences about secrets stay', () => {
  test.each([
    ...[
      'Password reset requested for user 42',
      'Parser::token (this=0x6bee3ee4dfcb, key=...) at parser.cc:946',
      'token id=8f7e6d5c4b3a2910 revoked',
      'token (expires=1790000000)',
      'Password - see wiki',
      'password is required',
      'token expired',
      'secret santa',
      'key not found',
      'wrong password entered 3 times',
    ],
    ...[
      'password must be at least 8 characters',
      'Password mismatch',
      'secret default/my-secret not found',
      'secret "my-secret" not found',
    ],
    ...['API key limit reached (max 5 keys)', 'unexpected token "abc" in JSON', 'Unexpected token u in JSON', "Unexpected token 'export'"],
    ...[
      'session 12 started',
      'use session kUpdateTimer from it',
      'pin the dependency to 1.2.3',
      'GPIO pin 18 set high',
      'error code 500123',
      'exit code 137',
    ],
    ...[
      'csrf token mismatch',
      'otp sent to user',
      'token at position 1234',
      'setting password for user root',
      'secret key not configured',
      'API_KEY not set',
    ],
    ...[
      'Failed password for root from 10.0.0.1 port 22 ssh2',
      'password sha256 sum',
      'token v1.2.3 released',
      'identified by `code`',
      'pass through',
      'password file /etc/passwd',
      'token 2024-01-01T00:00:00Z',
    ],
  ])('%s', (text) => {
    expect(washNamed(text)).toBe(text);
  });
});
