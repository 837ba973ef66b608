import { BASE62, BASE64, BASE64URL, DIGITS, type Draw, LOWER, UPPER } from '../draw.js';

/** A vendor's kind of token, and how one is made: of pieces, so that no scanner takes this file for a leak. */
export type Vendor = { readonly kind: string; readonly count: number; readonly make: Maker; readonly vendor: string };

const of = (kind: string, count: number, make: Maker, vendor = kind): Vendor => ({ kind, count, make, vendor });

const glue = (...pieces: readonly string[]): string => pieces.join('');

const BASE32 = `${UPPER}234567`;
const LOWER_DIGITS = `${LOWER}${DIGITS}`;

type Maker = (draw: Draw) => string;

/** Vendors that the open set does not name. */
const OTHERS: readonly (readonly [string, Maker])[] = [
  ['pypi', (draw) => glue('py', 'pi-AgEIc', 'HlwaS5vcmc', draw.text(150, BASE64URL))],
  ['rubygems', (draw) => glue('ruby', 'gems_', draw.hex(48))],
  ['docker', (draw) => glue('dckr', '_pat_', draw.text(27, BASE64URL))],
  ['shopify', (draw) => glue('sh', draw.pick(['pat', 'pss', 'pca']), '_', draw.hex(32))],
  ['digitalocean', (draw) => glue('do', draw.pick(['p', 'o', 'r']), '_v1_', draw.hex(64))],
  ['databricks', (draw) => glue('da', 'pi', draw.hex(32))],
  ['grafana', (draw) => glue('gl', 'sa_', draw.text(32, BASE62), '_', draw.hex(8))],
  ['vault', (draw) => glue('hv', 's.', draw.text(95, BASE64URL))],
  ['terraform', (draw) => glue(draw.text(14, BASE62), '.atl', 'asv1.', draw.text(67, BASE64URL))],
  ['atlassian', (draw) => glue('ATA', 'TT3xFf', 'GF0', draw.text(178, BASE64URL), '=', draw.hex(8).toUpperCase())],
  ['newrelic', (draw) => glue('NR', 'AK-', draw.text(27, `${UPPER}${DIGITS}`))],
  ['postman', (draw) => glue('PM', 'AK-', draw.hex(24), '-', draw.hex(34))],
  ['linear', (draw) => glue('lin', '_api_', draw.text(40, BASE62))],
  ['notion', (draw) => glue('nt', 'n_', draw.digits(11), draw.text(35, BASE62))],
  ['doppler', (draw) => glue('dp', '.pt.', draw.text(43, BASE62))],
  ['pulumi', (draw) => glue('pu', 'l-', draw.hex(40))],
  ['planetscale', (draw) => glue('psc', 'ale_tkn_', draw.text(43, BASE64URL))],
  ['sentry', (draw) => glue('snt', 'ryu_', draw.hex(64))],
  ['sendinblue', (draw) => glue('xke', 'ysib-', draw.hex(64), '-', draw.text(16, LOWER_DIGITS))],
  ['mailgun', (draw) => glue('ke', 'y-', draw.hex(32))],
  ['mailchimp', (draw) => glue(draw.hex(32), '-u', 's', String(draw.between(1, 21)))],
  ['square', (draw) => glue('sq0', 'atp-', draw.text(22, BASE64URL))],
  ['groq', (draw) => glue('gs', 'k_', draw.text(52, BASE62))],
  ['replicate', (draw) => glue('r', '8_', draw.text(37, BASE62))],
  ['age', (draw) => glue('AGE-SEC', 'RET-KEY-1', draw.text(58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'))],
  ['alibaba', (draw) => glue('LT', 'AI5t', draw.text(20, BASE62))],
  ['easypost', (draw) => glue('EZ', 'AK', draw.text(54, BASE62))],
  ['hubspot', (draw) => glue('pa', 't-na1-', [8, 4, 4, 4, 12].map((length) => draw.hex(length)).join('-'))],
  ['flutterwave', (draw) => glue('FLW', 'SECK_TEST-', draw.hex(32), '-X')],
  ['typeform', (draw) => glue('tf', 'p_', draw.text(40, BASE64URL), '_', draw.text(18, BASE62))],
  ['readme', (draw) => glue('rd', 'me_', draw.text(70, LOWER_DIGITS))],
  ['dynatrace', (draw) => glue('dt0', 'c01.', draw.text(24, BASE32), '.', draw.text(64, BASE32))],
  ['artifactory', (draw) => glue('AK', 'Cp', draw.text(69, BASE62))],
  ['perplexity', (draw) => glue('pp', 'lx-', draw.text(48, BASE62))],
  ['airtable', (draw) => glue('pa', 't', draw.text(14, BASE62), '.', draw.hex(64))],
  ['contentful', (draw) => glue('CF', 'PAT-', draw.text(43, BASE64URL))],
  ['sonar', (draw) => glue('sq', 'u_', draw.hex(40))],
  ['openrouter', (draw) => glue('sk-', 'or-v1-', draw.hex(64))],
  ['supabase', (draw) => glue('sb', 'p_', draw.hex(40))],
  ['figma', (draw) => glue('fi', 'gd_', draw.text(40, BASE64URL))],
  ['xai', (draw) => glue('xa', 'i-', draw.text(80, BASE62))],
  ['nvidia', (draw) => glue('nv', 'api-', draw.text(64, BASE64URL))],
];

export const VENDORS: readonly Vendor[] = [
  of('aws_access_key_id', 16, (draw) => glue(draw.pick(['AK', 'AS']), 'IA', draw.text(16, BASE32))),
  of('gcp_api_key', 12, (draw) => glue('AI', 'za', 'Sy', draw.text(33, BASE64URL))),
  of('gcp_oauth', 8, (draw) => glue('ya', '29', '.a0', draw.text(draw.between(60, 180), BASE64URL))),
  of('gcp_client_secret', 8, (draw) => glue('GOC', 'SPX-', draw.text(28, BASE64URL))),
  of('github_token', 18, (draw) => glue('gh', draw.pick(['p', 'o', 'u', 's', 'r']), '_', draw.text(36, BASE62))),
  of('github_fine_grained', 8, (draw) => glue('github', '_pat_', draw.text(22, BASE62), '_', draw.text(59, BASE62))),
  of('gitlab_pat', 10, (draw) => glue('gl', draw.pick(['pat', 'dt', 'rt']), '-', draw.text(20, BASE64URL))),
  of('stripe_key', 16, (draw) =>
    glue(draw.pick(['s', 'r']), 'k_', draw.pick(['live', 'test']), '_51', draw.text(draw.pick([22, 97]), BASE62)),
  ),
  of('stripe_webhook_secret', 8, (draw) => glue('wh', 'sec_', draw.text(32, BASE62))),
  of('slack_token', 14, (draw) => slackOf(draw)),
  of('sendgrid', 8, (draw) => glue('S', 'G.', draw.text(22, BASE64URL), '.', draw.text(43, BASE64URL))),
  of('twilio_key', 8, (draw) => glue('S', 'K', draw.hex(32))),
  of('npm_token', 8, (draw) => glue('np', 'm_', draw.text(36, BASE62))),
  of('openai_key', 10, (draw) => openAiOf(draw)),
  of('anthropic_key', 8, (draw) => glue('sk-', 'ant-', draw.pick(['api03', 'admin01']), '-', draw.text(93, BASE64URL), 'AA')),
  of('huggingface_token', 8, (draw) => glue('h', 'f_', draw.text(34, `${LOWER}${UPPER}`))),
  of('telegram_bot', 8, (draw) => glue(draw.digits(9).replace(/^0/, '5'), ':A', 'A', draw.text(33, BASE64URL))),
  of('discord_bot', 8, (draw) =>
    glue(Buffer.from(`1${draw.digits(17)}`).toString('base64url'), '.G', draw.text(5, BASE62), '.', draw.text(38, BASE64URL)),
  ),
  ...OTHERS.map(([vendor, make]) => of('vendor_token', 1, make, vendor)),
];

const slackOf = (draw: Draw): string =>
  draw.pick([
    glue('xo', 'xb-', draw.digits(12), '-', draw.digits(13), '-', draw.text(24, BASE62)),
    glue('xo', 'xp-', draw.digits(11), '-', draw.digits(12), '-', draw.digits(13), '-', draw.hex(32)),
    glue('xa', 'pp-1-A', draw.text(10, `${UPPER}${DIGITS}`), '-', draw.digits(13), '-', draw.hex(64)),
    glue('xo', 'xe-1-', draw.text(146, BASE62)),
  ]);

const openAiOf = (draw: Draw): string =>
  draw.pick([
    glue('s', 'k-', draw.text(20, BASE62), 'T3Blbk', 'FJ', draw.text(20, BASE62)),
    glue('sk-', 'proj-', draw.text(74, BASE64URL), 'T3Blbk', 'FJ', draw.text(74, BASE64URL)),
    glue('sk-', 'svcacct-', draw.text(58, BASE64URL), 'T3Blbk', 'FJ', draw.text(58, BASE64URL)),
  ]);

/** The secret half of an AWS key pair. */
export const awsSecretOf = (draw: Draw): string => draw.text(40, BASE64);
