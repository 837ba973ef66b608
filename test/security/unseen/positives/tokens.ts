import { BASE62, DIGITS, type Draw, UPPER } from '../draw.js';
import { frame } from '../frame.js';
import type { Positive } from '../item.js';
import { times } from '../words.js';
import { awsSecretOf, VENDORS } from './vendor-table.js';

/** Tokens that their vendor's prefix gives away, in sentences that do not; and two that only their name gives away. */
export const tokens = (draw: Draw): readonly Positive[] => [
  ...VENDORS.flatMap(({ kind, count, make, vendor }) =>
    times(count, () => {
      const token = make(draw);
      return frame(draw, { kind, text: draw.pick(TEXTS)(token), secrets: [token], vendor, shown: prefixOf(token) });
    }),
  ),
  ...times(14, () => {
    const secret = awsSecretOf(draw);
    return frame(draw, { kind: 'aws_secret_key', text: draw.pick(AWS_TEXTS)(secret), secrets: [secret] });
  }),
  ...times(8, () => {
    const path = `T${draw.text(9, UPPER_DIGITS)}/B${draw.text(10, UPPER_DIGITS)}/${draw.text(24, BASE62)}`;
    return frame(draw, { kind: 'slack_webhook', text: draw.pick(HOOK_TEXTS)(path), secrets: [path] });
  }),
];

/** Longer than what a piece of a secret may be. */
const prefixOf = (token: string): string => /^(?:sk-ant-\w+-|AGE-SECRET-KEY-1|FLWSECK_TEST-)?/.exec(token)?.[0] ?? '';

const UPPER_DIGITS = `${UPPER}${DIGITS}`;

const TEXTS: readonly ((token: string) => string)[] = [
  (token) => `probe replied 401 to ${token}`,
  (token) => `diff --git a/.env b/.env\n+VALUE=${token}`,
  (token) => `argv[3]='${token}'`,
  (token) => `loaded ${token}; 3 more`,
  (token) => `["${token}"]`,
  (token) => `(${token})`,
  (token) => `x-thing:${token}`,
  (token) => `please revoke ${token}.`,
  (token) => `https://api.example.com/v3/${token}/me`,
  (token) => `Inspecting <${token}>, cached`,
  (token) => token,
];

const AWS_TEXTS: readonly ((secret: string) => string)[] = [
  (secret) => `aws_secret_access_key=${secret}`,
  (secret) => `"SecretAccessKey": "${secret}", "SessionToken": null`,
  (secret) => `export AWS_SECRET_ACCESS_KEY='${secret}'`,
  (secret) => `secretAccessKey: '${secret}',`,
  (secret) => `-backend-config="secret_key=${secret}"`,
  (secret) => `[default] aws_secret_access_key = ${secret}`,
];

const HOOK_TEXTS: readonly ((path: string) => string)[] = [
  (path) => `alertmanager: POST https://hooks.slack.com/services/${path}: 410`,
  (path) => `notify_url=https://hooks.slack.com/services/${path}`,
  (path) => `"api_url": "https://hooks.slack.com/services/${path}",`,
];
