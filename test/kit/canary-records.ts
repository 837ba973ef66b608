import { canaries, secrets } from './canary.js';

/** A record with secrets in it, and what a reader of the log must still be able to see. */
export type Confession = {
  readonly what: string;
  readonly message: string;
  readonly fields: () => Readonly<Record<string, unknown>>;
  /** In the text of the record as it arrives. */
  readonly shows: readonly RegExp[];
  /** By the collector, or by a rule. */
  readonly isRefused?: true;
};

const nested = (depth: number, value: unknown): unknown => (depth === 0 ? value : { [`level${depth}`]: nested(depth - 1, value) });

const failure = (): Error =>
  new Error(`upstream said 401 to Authorization: ${secrets.bearer}`, { cause: new Error(`token ${secrets.token} was revoked`) });

/** What can be said through every door. */
export const confessions: readonly Confession[] = [
  {
    what: 'a password by its key',
    message: 'login',
    fields: () => ({ user: 'u1', password: canaries.password }),
    shows: [/"user":"u1"/, /"password":"\*\*\*"/],
  },
  {
    what: 'a password deep down',
    message: 'login',
    fields: () => ({ deep: nested(6, { dbPassword: canaries.oddPassword }) }),
    shows: [/"dbPassword":"\*\*\*"/],
  },
  {
    what: 'a token in a text',
    message: `pushed with ${secrets.token} to main`,
    fields: () => ({ note: `again with ${secrets.token}` }),
    shows: [/pushed with ghp_\*\*\* to main/],
  },
  {
    what: 'a bearer in an error, its stack and its cause',
    message: 'failed',
    fields: () => ({ err: failure() }),
    shows: [/upstream said 401 to Authorization: Bearer \*\*\*/, /token ghp_\*\*\* was revoked/],
  },
  {
    what: 'an e-mail address as a key',
    message: 'quota',
    fields: () => ({ perUser: { [secrets.email]: 3 } }),
    shows: [/"n\*\*\*@company\.com":3/],
  },
  {
    what: 'a card number that is a number',
    message: 'charged',
    fields: () => ({ charged: { pan: secrets.card, amount: 1999 }, reference: secrets.card }),
    shows: [/"amount":1999/, /"reference":"\*\*\*\*1486"/],
  },
  {
    what: 'JSON in a text',
    message: `body was ${JSON.stringify({ api_key: canaries.apiKey, page: 2 })}`,
    fields: () => ({
      body: JSON.stringify({ user: { password: canaries.password } }),
      twice: JSON.stringify(JSON.stringify({ token: canaries.session })),
    }),
    shows: [/page\\":2/, /body":"{\\"user\\":{\\"password\\":\\"\*\*\*\\"}}"/],
  },
  {
    what: "a URL's userinfo and query",
    message: `GET ${secrets.query}`,
    fields: () => ({ database: secrets.url }),
    shows: [/page=2&access_token=\*\*\*/, /"database":"postgres:\/\/[^"]*\*\*\*@db\.internal:5432\/app"/],
  },
  {
    what: 'headers of a request and its answer',
    message: 'handled',
    fields: () => ({
      req: {
        method: 'GET',
        url: '/a',
        headers: { authorization: secrets.bearer, cookie: `sid=${canaries.cookie}; theme=dark`, host: 'h' },
      },
      res: { statusCode: 200, headers: { 'set-cookie': [`sid=${canaries.cookie}; Path=/; HttpOnly`], 'x-api-key': canaries.apiKey } },
    }),
    shows: [/"method":"GET"/, /"statusCode":200/, /"authorization":"[^"]*\*\*\*"/],
  },
  {
    what: 'a getter, a toJSON, a Map and a class',
    message: 'odd',
    fields: () => ({
      lazy: {
        get apiKey() {
          return canaries.apiKey;
        },
      },
      says: { toJSON: () => ({ sessionToken: canaries.session }) },
      map: new Map([['password', canaries.password]]),
      failure: Object.assign(failure(), { config: { headers: { authorization: secrets.bearer } } }),
    }),
    shows: [/\*\*\*/],
  },
  {
    what: 'what groups, headers and addresses are made of',
    message: 'keyed',
    fields: () => ({ tenant: secrets.email, apiKey: canaries.apiKey }),
    shows: [/"tenant":"n\*\*\*@company\.com"/, /"apiKey":"\*\*\*"/],
  },
  {
    what: 'a record that the collector refuses for good',
    message: `poison of ${secrets.email}`,
    fields: () => ({ poison: true, password: canaries.password }),
    isRefused: true,
    shows: [/poison of n\*\*\*@company\.com/],
  },
  {
    what: 'a record that a rule rejects',
    message: `FORBIDDEN-77 for ${secrets.email}`,
    fields: () => ({ password: canaries.password }),
    isRefused: true,
    shows: [/for n\*\*\*@company\.com/],
  },
];
