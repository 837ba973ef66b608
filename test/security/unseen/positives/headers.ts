import { BASE62, BASE64URL, type Draw } from '../draw.js';
import { frame } from '../frame.js';
import type { Positive } from '../item.js';
import { opaqueOf, passwordOf, times } from '../words.js';

/** JSON web tokens, authorization headers, cookies. */
export const headers = (draw: Draw): readonly Positive[] => [
  ...times(24, () => jwtIn(draw)),
  ...times(22, () => bearerIn(draw)),
  ...times(14, () => basicIn(draw)),
  ...times(14, () => cookieIn(draw)),
  ...times(10, () => setCookieIn(draw)),
];

const jwtIn = (draw: Draw): Positive => {
  const { token, parts } = jwtOf(draw);
  return frame(draw, { kind: 'jwt', text: draw.pick(JWT_TEXTS)(token), secrets: parts });
};

/** A token and the two parts of it that must not be seen. */
export const jwtOf = (draw: Draw): { readonly token: string; readonly parts: readonly string[] } => {
  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = encoded(draw.pick([{ typ: 'JWT', alg: 'RS512' }, { alg: 'HS384' }, { kid: draw.hex(6), alg: 'PS256', typ: 'at+jwt' }]));
  const payload = encoded({ iss: 'https://id.example.net', sub: draw.digits(9), scope: 'read:all', exp: 1_790_000_000 + draw.below(1e6) });
  const signature = draw.text(draw.pick([43, 86, 171]), BASE64URL);
  return { token: `${header}.${payload}.${signature}`, parts: [payload, signature] };
};

const JWT_TEXTS: readonly ((token: string) => string)[] = [
  (token) => `jwks miss, token ${token}`,
  (token) => `wss://rt.example.com/socket?v=4&t=${token}`,
  (token) => `decoded ${token} -> expired`,
  (token) => `"idToken":"${token}"`,
  (token) => `x-goog-iap-jwt-assertion: ${token}`,
  (token) => `${token}`,
  (token) => `TokenExpiredError(${token})`,
];

const bearerIn = (draw: Draw): Positive => {
  const token = opaqueOf(draw);
  return frame(draw, { kind: 'bearer_header', text: draw.pick(BEARER_TEXTS)(token), secrets: [token] });
};

const BEARER_TEXTS: readonly ((token: string) => string)[] = [
  (token) => `curl -sS -H "Authorization: Bearer ${token}" https://api.example.com/v1/me`,
  (token) => `> authorization: bearer ${token}`,
  (token) => `Proxy-Authorization: Bearer ${token}`,
  (token) => `['Authorization' => 'Bearer ${token}']`,
  (token) => `header Authorization=[Bearer ${token}]`,
  (token) => `AUTHORIZATION: BEARER ${token}`,
  (token) => `Authorization: Token ${token}`,
  (token) => `grpc metadata {authorization: Bearer ${token}} rejected`,
  (token) => `Authorization:Bearer ${token}\r\nHost: api.example.com`,
];

const basicIn = (draw: Draw): Positive => {
  const credentials = Buffer.from(`${draw.pick(['svc', 'nagios', 'ci-bot'])}:${passwordOf(draw)}`).toString('base64');
  return frame(draw, { kind: 'basic_auth_header', text: draw.pick(BASIC_TEXTS)(credentials), secrets: [credentials] });
};

const BASIC_TEXTS: readonly ((credentials: string) => string)[] = [
  (credentials) => `> Authorization: Basic ${credentials}`,
  (credentials) => `headers={'authorization': 'Basic ${credentials}', 'accept': '*/*'}`,
  (credentials) => `proxy-authorization: basic ${credentials}`,
  (credentials) => `setRequestHeader("Authorization", "Basic ${credentials}")`,
  (credentials) => `retry with Basic ${credentials}`,
];

const cookieIn = (draw: Draw): Positive => {
  const session = draw.text(draw.between(24, 40), BASE62);
  const [text, keep] = draw.pick(COOKIE_TEXTS)(session);
  return frame(draw, { kind: 'cookie_header', text, secrets: [session], keep: [keep] });
};

/** A text and a piece of it that is no secret. */
const COOKIE_TEXTS: readonly ((session: string) => readonly [string, string])[] = [
  (session) => [`cookie: PHPSESSID=${session}; GET /cart`, 'GET /cart'],
  (session) => [`req GET /cart Cookie: theme=dark; JSESSIONID=${session}`, 'GET /cart'],
  (session) => [`dropped header {"cookie":"ASP.NET_SessionId=${session}; tz=CET"} at hop 2`, 'at hop 2'],
  (session) => [`edge-3 > Cookie: __Host-session=${session}`, 'edge-3'],
  (session) => [`curl -b 'sessionid=${session}' https://shop.example.com/`, 'shop.example.com'],
  (session) => [`laravel_session=${session} not found in store`, 'not found in store'],
];

const setCookieIn = (draw: Draw): Positive => {
  const session = draw.text(draw.between(24, 40), BASE62);
  return frame(draw, { kind: 'set_cookie', text: draw.pick(SET_COOKIE_TEXTS)(session), secrets: [session] });
};

const SET_COOKIE_TEXTS: readonly ((session: string) => string)[] = [
  (session) => `< set-cookie: auth_session=${session}; Max-Age=3600; SameSite=Lax`,
  (session) => `"set-cookie":["connect.sid=s%3A${session}.x; Path=/; Secure"]`,
  (session) => `Set-Cookie: remember_token=${session}; Expires=Wed, 11 Feb 2026 10:00:00 GMT`,
];
