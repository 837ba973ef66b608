import { ALPHANUMERIC, BASE64, CAPITALS, DOTTED, HEX, PATH, WORD } from './alphabet.js';

/*
 * The prefixes by which vendors make their tokens known, each with the characters its body is made of and how many there are at least, and at
 * most where the prefix is no more than letters that any word may begin with. Public ids and publishable keys are not in it (Stripe's pk_,
 * Supabase's sb_publishable_, Twilio's AC..., Mapbox's pk.), and neither are tokens without a form of their own: their names give them away.
 *
 * Least lengths are below the true ones, because logs cut: twenty characters of a token of forty tell too much. A body must also look random
 * (randomness.ts), so that `hf_requiredCharacteristicTypes` and `sk-xxxxxxxx` stay. What is just as long as its
 * vendor makes it need not. Prefix and body together are 16 characters at least, as the sweep counts runs (LONG in char-class.ts).
 *
 * Facts from the vendors' own pages and GitHub's list of secret scanning partners; compared with the rules of gitleaks (MIT) and of
 * detect-secrets (Apache-2.0), to which thanks are due.
 */
export type Vendor = {
  readonly prefix: string;
  /** How much of the prefix stays to be read. */
  readonly shown: number;
  /** Set of `alphabet.ts`. */
  readonly body: number;
  readonly least: number;
  /** A longer run is something else. Infinity where the prefix says enough. */
  readonly most: number;
  /** Least lengths of the parts between the body's dots, of which there are so many then. */
  readonly parts: readonly number[] | undefined;
  /** As long as the vendor makes all of them: a body of just this length need not look random. 0 where they differ, or are not known. */
  readonly whole: number;
};

type Row = readonly [prefixes: string, body: number, least: number | readonly number[], most?: number];

const CLOUDS: readonly Row[] = [
  ['AKIA ASIA ABIA ACCA AROA AIDA AGPA AIPA ANPA ANVA DO00', CAPITALS, 16, 16],
  ['A3T SCW', CAPITALS, 17, 17],
  ['ABSK bedrock-api-key-', BASE64, 40],
  ['amzn.mws. amzn1.oa2-cs.v1.', WORD, 32],
  ['AIza GOCSPX-', WORD, 24],
  ['ya29.', DOTTED, 20],
  ['1//0', WORD, 36],
  ['LTAI', ALPHANUMERIC, 12, 26],
  ['AKID', ALPHANUMERIC, 28, 40],
  ['AQVN', WORD, 35, 38],
  ['YC', WORD, 38, 38],
  ['t1.', DOTTED, 80],
  ['y0_ y1_ y2_ y3_', WORD, 50],
  ['dop_v1_ doo_v1_ dor_v1_ vcp_ vci_ vca_ vcr_ vck_ vercel_blob_rw_ nfp_ nfc_ nfo_ nfu_ nfb_ rnd_ HRKU- fo1_', WORD, 20],
  ['fm1r_ fm1a_ fm2_', BASE64, 40],
  ['cfut_ cfat_ cfk_ tk-us- tskey- ovh_', WORD, 20],
  ['v1.0-', WORD, 100],
  ['sha256~', WORD, 43, 43],
];

const CODE: readonly Row[] = [
  ['ghp_ gho_ ghu_ ghr_ github_pat_', WORD, 16],
  ['ghs_', DOTTED, 16],
  ['glpat- gldt- glrt- glrtr- glcbt- glptt- glft- glsoat- glffct- glimt- glagent- gloas- glwt-', DOTTED, 16],
  ['GR1348941', WORD, 20],
  ['ATATT3 ATCTT3 ATSTT3', BASE64, 40],
  ['ATBB', ALPHANUMERIC, 24, 40],
  ['npm_ hf_ api_org_', ALPHANUMERIC, 20],
  ['pypi-AgE', WORD, 32],
  ['rubygems_ CLOJARS_ dckr_pat_ dckr_oat_', WORD, 20],
  ['oy2', ALPHANUMERIC, 43, 43],
  ['cio', ALPHANUMERIC, 32, 32],
  ['sqp_ squ_ sqa_ sgp_ sntryu_ sntrya_ bkua_ CCIPAT_ CCIPRJ_ lin_api_ lin_oauth_ figd_ figo_ PMAK- PMAT-', WORD, 20],
  ['sntrys_', BASE64, 32],
  ['snyk_uat. snyk_sat.', DOTTED, 32],
  ['AKCp', ALPHANUMERIC, 60, 80],
  ['cmVmd', ALPHANUMERIC, 59, 59],
  ['API-', CAPITALS, 25, 27],
  ['ico-', ALPHANUMERIC, 32, 32],
  ['dG9rO', BASE64, 40],
  ['ATTA', ALPHANUMERIC, 60, 80],
  ['pat. sat.', DOTTED, [20, 20, 16]],
  ['pat', DOTTED, [14, 60]],
  ['pat-na1- pat-eu1-', WORD, 30],
  ['secret_', ALPHANUMERIC, 43, 43],
  ['ntn_ tfp_ rdme_ fio-u- CFPAT-', DOTTED, 30],
  ['sdk-', WORD, 36, 36],
];

const SECRETS_AND_DATA: readonly Row[] = [
  ['hvs. hvb. hvr.', WORD, 20],
  ['s.', ALPHANUMERIC, 24, 24],
  ['pul-', HEX, 40, 40],
  ['dapi', HEX, 32, 32],
  ['dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.', DOTTED, 30],
  ['pscale_tkn_ pscale_oauth_ pscale_pw_', DOTTED, 24],
  ['sbp_ sb_secret_ pnu_ pnb_', WORD, 20],
  ['AGE-SECRET-KEY-1', CAPITALS, 40],
  ['ops_eyJ', BASE64, 60],
  ['A3-', WORD, 33, 37],
  ['SWMTKN-1-', WORD, 40],
  ['xprv', ALPHANUMERIC, 100, 112],
  ['nsec1', ALPHANUMERIC, 58, 58],
  ['dt0c01. dt0s01. dt0s02. dt0s03. dt0s04. dt0s06. dt0s08. dt0s09.', DOTTED, [20, 40]],
  ['glc_ glsa_ eyJrIjoi', BASE64, 30],
  ['NRAK- NRII- NRIQ- NRRA- NRAA- NRSP- NRJS-', WORD, 19],
  ['phx_ phs_', WORD, 32],
  ['4b1d', ALPHANUMERIC, 38, 38],
];

const MODELS: readonly Row[] = [
  ['sk-', WORD, 20],
  ['sk-proj- sk-svcacct- sk-admin- sk-None-', WORD, 20],
  ['sk-ant- sk-or-v1- sk-lf-', WORD, 16],
  ['gsk_ r8_ xai- pplx- nvapi- csk- lsv2_pt_ lsv2_sk_ pcsk_ jina_ tgp_v1_ tvly- apify_api_ wandb_v1_ e2b_', WORD, 24],
];

const MESSAGES: readonly Row[] = [
  ['xoxb- xoxp- xoxa- xoxr- xoxs- xoxe- xoxo- xoxc- xapp- xoxe.xoxb- xoxe.xoxp-', WORD, 11],
  ['xoxd-', PATH, 20],
  ['MD MT Mj Mz ND NT Nj Nz OD OT', DOTTED, [20, 6, 25]],
  ['SG.', DOTTED, [16, 22]],
  ['key-', HEX, 32, 32],
  ['md-', WORD, 22, 22],
  ['mlsn.', HEX, 60],
  ['SK', HEX, 32, 32],
  ['xkeysib- xsmtpsib-', WORD, 30],
  ['re_', WORD, 33, 33],
  ['AAAAAAAAAAAAAAAAAAAA', PATH, 60],
];

const MONEY_AND_SHOPS: readonly Row[] = [
  ['sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_ ek_live_ ek_test_ sk_org_', WORD, 10],
  ['whsec_', BASE64, 20],
  ['sk_', HEX, 48, 48],
  ['sq0atp- sq0csp-', WORD, 20],
  ['EAAA', WORD, 60, 60],
  ['EAA', ALPHANUMERIC, 90],
  ['IGQV', WORD, 90],
  ['access_token$production$ access_token$sandbox$', PATH, 16],
  ['access-sandbox- access-development- access-production-', WORD, 32],
  ['FLWSECK_TEST- FLWSECK-', WORD, 12],
  ['live_ test_', ALPHANUMERIC, 30, 35],
  ['live_ sandbox_', WORD, 40, 40],
  ['shpat_ shpss_ shpca_ shppa_ shptka_ shippo_live_ shippo_test_ duffel_live_ duffel_test_', WORD, 20],
  ['EZAK EZTK', ALPHANUMERIC, 54, 54],
  ['sl.', DOTTED, 100],
  ['sk.eyJ tk.eyJ', DOTTED, [30, 12]],
];

/** URLs that whoever knows them may post to: what stands behind is the secret. */
const WEBHOOKS: readonly Row[] = [
  ['hooks.slack.com/services/ hooks.slack.com/workflows/ hooks.slack.com/triggers/', BASE64, 20],
  ['discord.com/api/webhooks/ discordapp.com/api/webhooks/', BASE64, 40],
  ['webhook.office.com/webhookb2/ outlook.office.com/webhook/ outlook.office365.com/webhook/', PATH, 60],
  ['open.feishu.cn/open-apis/bot/v2/hook/ open.larksuite.com/open-apis/bot/v2/hook/', WORD, 30],
  ['api.telegram.org/bot', PATH, 40],
  ['sumologic.com/receiver/v1/http/', BASE64, 40],
  ['events.pagerduty.com/integration/', ALPHANUMERIC, 28],
];

/** Characters behind the prefix, where all tokens of a vendor have as many, and chance may leave out digits or put signs between every few letters. */
const WHOLES: ReadonlyMap<string, number> = new Map(
  (
    [
      ['glpat- gldt- glrt- glft- glsoat- glffct- glwt-', 20],
      ['sq0atp-', 22],
      ['glimt-', 25],
      ['dckr_pat_ NRAK-', 27],
      ['GOCSPX-', 28],
      ['whsec_', 32],
      ['hf_ api_org_', 34],
      ['AIza', 35],
      ['ghp_ gho_ ghu_ ghr_ ghs_ npm_', 36],
      ['r8_', 37],
      ['sq0csp- CFPAT-', 43],
    ] satisfies readonly (readonly [prefixes: string, chars: number])[]
  ).flatMap(([prefixes, chars]) => prefixes.split(' ').map((prefix) => [prefix, chars] as const)),
);

const vendorsOf = ([prefixes, body, least, most = Number.POSITIVE_INFINITY]: Row): readonly Vendor[] => {
  const parts = typeof least === 'number' ? undefined : least;
  const leastChars = typeof least === 'number' ? least : least.reduce((sum, chars) => sum + 1 + chars, -1);
  return prefixes
    .split(' ')
    .map((prefix) => ({ prefix, shown: shownOf(prefix), body, least: leastChars, most, parts, whole: WHOLES.get(prefix) ?? 0 }));
};

/** Enough to recognise a token; of a webhook, all that comes before the secret. */
const MOST_SHOWN_CHARS = 12;

const shownOf = (prefix: string): number => (prefix.includes('/') ? prefix.length : Math.min(prefix.length, MOST_SHOWN_CHARS));

export const readVendors = (): readonly Vendor[] =>
  [CLOUDS, CODE, SECRETS_AND_DATA, MODELS, MESSAGES, MONEY_AND_SHOPS, WEBHOOKS].flat().flatMap(vendorsOf);
