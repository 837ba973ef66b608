import { describe, expect, test } from 'vitest';
import { findEntropy } from '../../../src/security/scan/entropy.js';
import {
  BASE64_CHARACTERS,
  BASE64URL_CHARACTERS,
  CAPITALS_AND_DIGITS,
  drawText,
  HEX_DIGITS,
  LETTERS_AND_DIGITS,
  randomOf,
} from './draw-text.js';
import { cpuMsOf, findingsBy, maskedBy, TOO_LONG_MS } from './seen-by.js';

const random = randomOf(47);
const draw = (characters: string, chars: number) => drawText(random, characters, chars);

describe('a run of high entropy', () => {
  test.each([
    ['base64', BASE64_CHARACTERS],
    ['base64url', BASE64URL_CHARACTERS],
    ['letters and digits', LETTERS_AND_DIGITS],
  ])('A45 in %s is found, 99 of 100 times', (_, characters) => {
    const runs = Array.from(
      { length: 400 },
      (_, index) => draw(LETTERS_AND_DIGITS, 1) + draw(characters, 35 + (index % 50)) + draw(LETTERS_AND_DIGITS, 4),
    );
    const missed = runs.filter((run) => maskedBy(findEntropy, `value ${run} accepted`) !== 'value *** accepted');
    expect(missed.length).toBeLessThanOrEqual(4);
  });

  test('A45 behind a name leaves the name', () => {
    const run = `${draw(LETTERS_AND_DIGITS, 44)}1aB2c`;
    expect(maskedBy(findEntropy, `x=${run}==&y=${run}`)).toBe('x=***&y=***');
  });

  test('A45 is only looked for where somebody wants it', () => {
    expect(findingsBy(findEntropy, draw(LETTERS_AND_DIGITS, 48), { unwanted: ['entropy'] })).toEqual([]);
  });
});

test.each([
  ...[
    draw(HEX_DIGITS, 40),
    draw(HEX_DIGITS, 64),
    draw(HEX_DIGITS, 128),
    draw(HEX_DIGITS, 64).toUpperCase(),
    '550e8400-e29b-41d4-a716-446655440000',
  ],
  ...[
    draw(CAPITALS_AND_DIGITS, 26),
    draw(CAPITALS_AND_DIGITS, 52),
    draw(LETTERS_AND_DIGITS, 27),
    draw(BASE64URL_CHARACTERS, 21),
    `cus_${draw(LETTERS_AND_DIGITS, 24)}`,
  ],
  ...[
    `sha512-${draw(BASE64_CHARACTERS, 86)}==`,
    `SHA256:${draw(BASE64_CHARACTERS, 43)}`,
    `data:image/webp;base64,${draw(BASE64_CHARACTERS, 200)}`,
  ],
  ...[
    `H4sIAAAAAAAA${draw(BASE64_CHARACTERS, 90)}`,
    `ssh-rsa AAAAB3NzaC1yc2E${draw(BASE64_CHARACTERS, 200)}`,
    'a'.repeat(64),
    '0123456789'.repeat(5),
  ],
  ...[
    '/var/lib/app/releases/20251103/current/node_modules/express',
    'org/springframework/web/servlet/DispatcherServlet2',
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  ],
  ...[
    'checkout-service-deployment-7d9f8b6c5d-x2v4q-prod-eu-west-1a',
    'handleUserAuthenticationRequestV2WithRetry',
    `-----BEGIN PUBLIC KEY-----\n${draw(BASE64_CHARACTERS, 64)}\n${draw(BASE64_CHARACTERS, 64)}\n-----END PUBLIC KEY-----`,
  ],
])('what has another explanation stays: %s', (text) => {
  expect(maskedBy(findEntropy, text)).toBe(text);
});

test.each(['a', 'aB1', '=', '-----BEGIN', '-----BEGIN PRIVATE KEY-----', 'x='])(
  'A50 a text that repeats %s takes a few milliseconds',
  (bead) => {
    expect(cpuMsOf(findEntropy, bead.repeat(Math.ceil(36_000 / bead.length)))).toBeLessThan(TOO_LONG_MS);
  },
);
