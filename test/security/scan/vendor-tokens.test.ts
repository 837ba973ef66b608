import { describe, expect, test } from 'vitest';
import { CAPITALS, HEX } from '../../../src/security/scan/alphabet.js';
import type { Detector } from '../../../src/security/scan/finding.js';
import { findPrefixedTokens } from '../../../src/security/scan/prefixed-tokens.js';
import { findShapedTokens } from '../../../src/security/scan/token-shapes.js';
import { readVendors, type Vendor } from '../../../src/security/scan/vendor-table.js';
import { BASE64URL_CHARACTERS, CAPITALS_AND_DIGITS, drawText, HEX_DIGITS, LETTERS_AND_DIGITS, randomOf } from './draw-text.js';
import { cpuMsOf, findingsBy, maskedBy, TOO_LONG_MS } from './seen-by.js';

const findVendorTokens: Detector = (sight) => {
  findPrefixedTokens(sight);
  findShapedTokens(sight);
};

const VENDORS = readVendors();

const random = randomOf(4);

const charactersOf = ({ body }: Vendor): string => {
  if (body === CAPITALS) return CAPITALS_AND_DIGITS;
  return body === HEX ? HEX_DIGITS : LETTERS_AND_DIGITS;
};

const LEAST_BODY_CHARS = 24;

const bodyOf = (vendor: Vendor): string =>
  (vendor.parts ?? [Math.max(vendor.least, Math.min(vendor.most, LEAST_BODY_CHARS))])
    .map((chars) => drawText(random, charactersOf(vendor), chars - 1) + drawText(random, '23456789', 1))
    .join('.');

/** A token that its vendor could have made; no token stands in this file in a form that scanners of sources look for. */
const tokenOf = (vendor: Vendor): string => vendor.prefix + bodyOf(vendor);

const FRAMES: readonly string[] = [
  '@',
  'token=@',
  'token: @',
  '"@"',
  `'@',`,
  '(@)',
  '[@]',
  '<@>',
  '`@`',
  'https://x.example/@/next',
  'token%3D@',
  'first line\\n@\\nlast line',
  '\\u0022@\\u0022',
  'a\n@\nb',
  'Using @.',
  'my_@ and',
  '\u{1f600}@\u{1f600}',
  '\u200b@\u200b',
];

describe('a vendor', () => {
  test.each(VENDORS.map((vendor) => [vendor.prefix, vendor] as const))('A45 makes itself known by %s', (_, vendor) => {
    for (const frame of FRAMES) {
      const token = tokenOf(vendor);
      const text = frame.replace('@', () => token);
      const start = frame.indexOf('@');
      const [finding] = findingsBy(findVendorTokens, text);
      expect({ text, ...finding }).toMatchObject({ text, kind: 'token', start, shown: vendor.shown });
      // What stands around may be of the token's own characters.
      expect(finding?.end).toBeGreaterThanOrEqual(start + token.length);
    }
  });

  test('A45 makes tokens with a run of word characters that the sweep sees', () => {
    const runOf = ({ prefix, least, parts = [least] }: Vendor) => (/[\w-]*$/.exec(prefix)?.[0].length ?? 0) + Math.max(...parts);
    expect(VENDORS.filter((vendor) => runOf(vendor) < 16).map(({ prefix }) => prefix)).toEqual([]);
  });

  test('every prefix stands in the table once', () => {
    const rows = VENDORS.map(({ prefix, most, parts }) => `${prefix} ${most} ${parts}`);
    expect(new Set(rows).size).toBe(rows.length);
  });
});

const key = (chars: number, characters = LETTERS_AND_DIGITS) => drawText(random, characters, chars);
const GITHUB = `${'gh'}p_${key(36)}`;

describe('a token', () => {
  test('A45 shows twelve characters of its prefix at most, a webhook its address', () => {
    const long = VENDORS.filter(({ shown }) => shown > 12).map(({ prefix, shown }) => prefix.slice(0, shown));
    expect(long.filter((shown) => !shown.endsWith('/') && !shown.endsWith('/bot'))).toEqual([]);
  });

  test('A45 keeps its prefix, and nothing else', () => {
    expect(maskedBy(findVendorTokens, `a ${GITHUB} b, ${GITHUB}; c`)).toBe('a ghp_*** b, ghp_***; c');
  });

  test.each([
    ['an AWS key id', `${'AK'}IA${key(16, CAPITALS_AND_DIGITS)}`, 'AKIA***'],
    ['an OpenAI key', `${'s'}k-proj-${key(74, BASE64URL_CHARACTERS)}${'T3Blb'}kFJ${key(74)}`, 'sk-proj-***'],
    ['an Anthropic key', `${'s'}k-ant-api03-${key(93, BASE64URL_CHARACTERS)}AA`, 'sk-ant-***'],
    ['a Stripe key', `${'s'}k_live_${key(24)}`, 'sk_live_***'],
    ['a Slack token', `${'xo'}xb-${key(12, '0123456789')}-${key(12, '0123456789')}-${key(24)}`, 'xoxb-***'],
    ['a SendGrid key', `${'S'}G.${key(22, BASE64URL_CHARACTERS)}x.${key(43, BASE64URL_CHARACTERS)}`, 'SG.***'],
    ['a Slack webhook', `https://hooks.sl${'ack.com'}/services/T${key(10)}/B${key(10)}/${key(24)}`, 'https://hooks.slack.com/services/***'],
    [
      'a Teams webhook',
      `https://acme.webhook.off${'ice.com'}/webhookb2/${key(36)}@${key(36)}/IncomingWebhook/${key(32)}/${key(36)}`,
      'https://acme.webhook.office.com/webhookb2/***',
    ],
    [
      'a Discord webhook',
      `https://ptb.disc${'ord.com'}/api/webhooks/${key(18, '123456789')}/${key(68)}?wait=true`,
      'https://ptb.discord.com/api/webhooks/***?wait=true',
    ],
    ['an Azure client secret', `a1B8${'Q'}~${key(34)}`, '***'],
    ['a Telegram bot', `bot ${key(10, '123456789')}${':A'}A${key(33)}`, 'bot ***'],
    ['a Terraform token', `${key(14)}${'.atl'}asv1.${key(67)}`, '***'],
    ['a Mailchimp key', `${key(32, HEX_DIGITS)}${'-u'}s12`, '***'],
    ['a New Relic licence', `${key(36, HEX_DIGITS)}${'NR'}AL`, '***'],
    ['a Facebook app token', `${key(16, '123456789')}${'|'}${key(27)}`, '***'],
    ['a Stripe client secret, behind its id', `pi_${key(24)}${'_sec'}ret_${key(25)}`, /^pi_[A-Za-z0-9]{24}_secret_\*{3}$/],
    ['a GitLab routable token, up to the dot of the sentence', `${'gl'}pat-${key(27)}.${key(9)}.`, 'glpat-***.'],
  ])('A45 of %s is found', (_, text, masked) => {
    expect(maskedBy(findVendorTokens, text)).toMatch(
      typeof masked === 'string' ? new RegExp(`^${masked.replace(/[.*?+|]/g, '\\$&')}$`) : masked,
    );
  });

  test('A45 masked once is left alone', () => {
    const texts = VENDORS.map(tokenOf).map((token) => maskedBy(findVendorTokens, `x=${token};`));
    expect(texts.filter((text) => maskedBy(findVendorTokens, text) !== text)).toEqual([]);
  });

  test('A45 that the text cuts is found: sooner if the text goes on unseen', () => {
    const cut = (chars: number) => `token ${GITHUB.slice(0, chars)}`;
    expect(maskedBy(findVendorTokens, cut(16))).toBe('token ghp_***');
    expect(maskedBy(findVendorTokens, cut(12), { isCut: true })).toBe('token ghp_***');
    expect(maskedBy(findVendorTokens, `${cut(12)} seen`, { isCut: true })).toBe(`${cut(12)} seen`);
  });

  test('A45 is not looked for where nobody wants it', () => {
    expect(findingsBy(findVendorTokens, GITHUB, { unwanted: ['token'] })).toEqual([]);
  });
});

describe('a token as long as its vendor makes them', () => {
  test.each([
    ['of letters that hardly change case', `${'hf'}_abcdefghijKLMNOPQRSTuvwxyzabcdEFGH`, 'hf_***'],
    ['of letters in one case', `${'gh'}p_${key(36, 'abcdefghijklmnop')}`, 'ghp_***'],
    ['with signs between every few letters', `${'gl'}rt-a1b_C2-d3e_F4-gh5_iJ`, 'glrt-***'],
    ['behind a number, with signs', `123456789${':A'}A${'ab1_C2-d3e_'.repeat(3)}`, '***'],
  ])('A45 is found %s, and another that is longer is not', (_, token, masked) => {
    expect(maskedBy(findVendorTokens, `401 to ${token}, again`)).toBe(`401 to ${masked}, again`);
    expect(maskedBy(findVendorTokens, `401 to ${token}s, again`)).toBe(`401 to ${token}s, again`);
  });

  test('A45 but of one letter alone is an example', () => {
    const text = `${'gh'}p_${'x'.repeat(36)}`;
    expect(maskedBy(findVendorTokens, text)).toBe(text);
  });
});

describe('what only looks like a token stays', () => {
  test.each([
    ...[
      'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      'ghp_***',
      'ghp_YOUR_TOKEN_GOES_HERE_PLEASE',
      'sk-your-api-key-goes-right-here',
      'sk_test_xxxxxxxxxxxx',
    ],
    ...[
      'hf_requiredCharacteristicTypesForDisplayMetadata',
      'npm_config_registry_something',
      'npm_lifecycleScriptForPublishing',
      'sk-kubernetes-cluster-2024-node',
    ],
    ...[
      `task-${key(40, HEX_DIGITS)}`,
      `xghp_${key(36)}`,
      'TODAYINASIAASACKOFRICEFELLOVER',
      `AKIA${key(22, CAPITALS_AND_DIGITS)}`,
      `ASIA${key(12, CAPITALS_AND_DIGITS)}`,
    ],
    ...[
      `cus_${key(24)}`,
      `ch_${key(24)}`,
      `re_${key(24)}`,
      `req_${key(14)}`,
      `pi_${key(24)}`,
      `in_${key(24)}`,
      `price_${key(24)}`,
      `AC${key(32, HEX_DIGITS)}`,
    ],
    ...[
      `pk_live_${key(24)}`,
      `sb_publishable_${key(30)}`,
      `01${key(24, 'ABCDEFGHJKMNPQRSTVWXYZ0123456789')}`,
      key(27),
      key(21, BASE64URL_CHARACTERS),
    ],
    ...[key(24, HEX_DIGITS), key(40, HEX_DIGITS), key(64, HEX_DIGITS), `sha256:${key(64, HEX_DIGITS)}`, `SK${key(40, HEX_DIGITS)}`],
    ...['1Z999AA10123456784', `checkout-${key(10, HEX_DIGITS)}-w2lwf`, 'arn:aws:iam::123456789012:role/service-role/checkout-handler'],
    ...[
      `data:image/png;base64,iVBORw0KGgo${key(120)}`,
      `H4sIAAAAAAAA${key(90)}`,
      `vpc-${key(17, HEX_DIGITS)}`,
      '550e8400-e29b-41d4-a716-446655440000',
    ],
    ...['https://hooks.slack.com/services/***', 'https://hooks.slack.com/services/ is down', 'https://discord.com/api/webhooks/'],
    ...[
      'time 12:34:56 :Alice',
      'a|b|c 1234567890123456|status',
      `model-${key(32, HEX_DIGITS)}-usage`,
      'the_secret_of_kells',
      'client_secret_basic',
      's.makeKubeConfigController',
    ],
  ])('%s', (text) => {
    expect(maskedBy(findVendorTokens, text)).toBe(text);
  });
});

describe('hostile texts', () => {
  const CHARS = 36 * 1024;
  /** Each begins a word again where it is repeated. */
  const BEADS: readonly string[] = VENDORS.map(({ prefix }) => (/[A-Za-z0-9]$/.test(prefix) ? `${prefix}-` : prefix));
  const MARKS: readonly string[] = [
    'Q~',
    ':A',
    '.atlasv1.',
    '-us',
    'NRAL',
    '_mmk',
    '|',
    '_secret_',
    'a',
    'A',
    '-',
    '\\',
    '%3D',
    '0123456789abcdef|',
  ];

  test('A50 take a few milliseconds, whatever prefix they repeat', { timeout: 60_000 }, () => {
    const slow = [...BEADS, ...MARKS].filter(
      (bead) => cpuMsOf(findVendorTokens, bead.repeat(Math.ceil(CHARS / bead.length))) > TOO_LONG_MS,
    );
    expect(slow).toEqual([]);
  });

  test('A50 of ten times the length take ten times as long', { timeout: 60_000 }, () => {
    const ratio = (bead: string) =>
      cpuMsOf(findVendorTokens, bead.repeat(200_000)) / Math.max(1, cpuMsOf(findVendorTokens, bead.repeat(20_000)));
    expect(['sk-', 'glpat-sk-', 'ghs_.', 'MT-', `MT${'a1'.repeat(30)} `].filter((bead) => ratio(bead) > 60)).toEqual([]);
  });
});
