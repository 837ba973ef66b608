import { type Draw, LOWER } from '../draw.js';
import { frame } from '../frame.js';
import type { Positive } from '../item.js';
import { times } from '../words.js';

/** Mail addresses, telephone numbers, social security numbers, network addresses. */
export const personal = (draw: Draw): readonly Positive[] => [
  ...times(44, () => emailIn(draw)),
  ...times(24, () => numberIn(draw, { kind: 'us_ssn', number: ssnOf(draw), texts: SSN_TEXTS })),
  ...times(22, () => numberIn(draw, { kind: 'phone_e164', number: `+${draw.pick(E164)(draw)}`, texts: PHONE_TEXTS })),
  ...times(20, () => numberIn(draw, { kind: 'phone_nanp', number: nanpOf(draw), texts: PHONE_TEXTS })),
  ...times(18, () => numberIn(draw, { kind: 'phone_intl', number: draw.pick(INTERNATIONAL)(draw), texts: PHONE_TEXTS })),
  ...times(26, () => numberIn(draw, { kind: 'ipv4', number: ipv4Of(draw), texts: IPV4_TEXTS })),
  ...times(18, () => numberIn(draw, { kind: 'ipv6', number: ipv6Of(draw), texts: IPV6_TEXTS })),
];

type Numbered = { readonly kind: string; readonly number: string; readonly texts: readonly ((number: string) => string)[] };

const numberIn = (draw: Draw, { kind, number, texts }: Numbered): Positive =>
  frame(draw, { kind, text: draw.pick(texts)(number), secrets: [number], ...networkOf(kind, number) });

/** What the mask of an address keeps: /24 of IPv4, /48 of IPv6. */
const networkOf = (kind: string, number: string): { readonly shown?: string } => {
  if (kind === 'ipv4') return { shown: number.slice(0, number.lastIndexOf('.') + 1) };
  return kind === 'ipv6' ? { shown: number.split(':').slice(0, 3).join(':') } : {};
};

const emailIn = (draw: Draw): Positive => {
  const local = draw.pick(LOCALS)(draw);
  const text = draw.pick(EMAIL_TEXTS)(`${local}@${draw.pick(DOMAINS)}`);
  return frame(draw, { kind: 'email', text, secrets: [`${local}@`] });
};

const FIRST = ['ingrid', 'mateusz', 'chidi', 'yuki', 'aoife', 'lars', 'paloma', 'tariq', 'svetlana', 'bao'];
const LAST = ['lindqvist', 'okafor', 'nowak', 'tanaka', 'byrne', 'moreau', 'haddad', 'ivanova', 'nguyen', 'castro'];

const LOCALS: readonly ((draw: Draw) => string)[] = [
  (draw) => `${draw.pick(FIRST)}.${draw.pick(LAST)}`,
  (draw) => `${draw.pick(FIRST)}${draw.between(60, 2009)}`,
  (draw) => `${draw.pick(LAST)}.${draw.pick(FIRST).slice(0, 1)}.${draw.text(3, LOWER)}`,
  (draw) => `${draw.pick(FIRST)}+${draw.text(5, LOWER)}-${draw.between(1, 99)}`,
  (draw) => `${draw.pick(LAST)}_${draw.pick(FIRST)}`.toUpperCase(),
  (draw) => `x${draw.pick(FIRST)}--${draw.pick(LAST)}`,
  (draw) => `o'${draw.pick(LAST)}.${draw.pick(FIRST)}`,
  (draw) => `${draw.between(10_000, 999_999)}`,
];

const DOMAINS = [
  'mail.example',
  'uni-heidelberg.example.de',
  'post.example.co.jp',
  'a.example.io',
  'EXAMPLE.ORG',
  'x1.example.museum',
  'sub.sub2.example.com.br',
];

const EMAIL_TEXTS: readonly ((mail: string) => string)[] = [
  (mail) => `RCPT TO:<${mail}> refused by relay`,
  (mail) => `invite queued (recipient ${mail}, locale sv)`,
  (mail) => `From: "Support Desk" <${mail}>`,
  (mail) => `user=${mail} action=export rows=14`,
  (mail) => `unsubscribe?who=${mail}&list=7`,
  (mail) => `mailto:${mail}?subject=Hi`,
  (mail) => `Duplicate entry '${mail}' for key 'users.uniq_mail'`,
  (mail) => `{"to":["${mail}"],"cc":[]}`,
  (mail) => `Rechnung an ${mail}, Frist 14 Tage.`,
  (mail) => `contacts: first@@bad, ${mail}; next`,
];

const ssnOf = (draw: Draw): string =>
  `${draw.pick([draw.between(100, 665), draw.between(667, 899)])}-${draw.between(10, 99)}-${draw.between(1000, 9999)}`;

const SSN_TEXTS: readonly ((number: string) => string)[] = [
  (number) => `W-2 for ${number} rejected by IRS gateway`,
  (number) => `ssn: ${number}`,
  (number) => `borrower[taxpayer=${number}] score=711`,
  (number) => `dedupe key ${number}|1984 collides`,
  (number) => `social security no. ${number} on record`,
];

const E164: readonly ((draw: Draw) => string)[] = [
  (draw) => `1${draw.pick(['415', '305', '773'])}55501${draw.digits(2)}`,
  (draw) => `44770090${draw.between(1000, 9999)}`,
  (draw) => `4915${draw.between(100_000_000, 999_999_999)}`,
  (draw) => `3361234${draw.between(1000, 9999)}`,
  (draw) => `8190${draw.between(10_000_000, 99_999_999)}`,
  (draw) => `5511${draw.between(900_000_000, 999_999_999)}`,
  (draw) => `4670${draw.between(1_000_000, 9_999_999)}`,
  (draw) => `971501${draw.between(100_000, 999_999)}`,
];

const nanpOf = (draw: Draw): string => {
  const [area, line] = [draw.pick(['312', '415', '646', '808', '720']), `01${draw.digits(2)}`];
  return draw.pick([
    `(${area}) 555-${line}`,
    `+1 ${area} 555 ${line}`,
    `+1-${area}-555-${line}`,
    `+1.${area}.555.${line}`,
    `+1 (${area}) 555-${line}`,
  ]);
};

const INTERNATIONAL: readonly ((draw: Draw) => string)[] = [
  (draw) => `+33 6 ${draw.between(10, 99)} ${draw.between(10, 99)} ${draw.between(10, 99)} ${draw.between(10, 99)}`,
  (draw) => `+44 7700 900${draw.digits(3)}`,
  (draw) => `+49 (0)30 ${draw.between(1000, 9999)}-${draw.between(100, 999)}`,
  (draw) => `+81-90-${draw.between(1000, 9999)}-${draw.between(1000, 9999)}`,
  (draw) => `+55 11 9${draw.digits(4)}-${draw.digits(4)}`,
  (draw) => `+91 98${draw.digits(3)} ${draw.digits(5)}`,
  (draw) => `0046 8 ${draw.between(100, 999)} ${draw.between(100, 999)} ${draw.between(10, 99)}`,
  (draw) => `+358 40 ${draw.between(100, 999)} ${draw.between(1000, 9999)}`,
];

const PHONE_TEXTS: readonly ((number: string) => string)[] = [
  (number) => `MSISDN ${number} unreachable (cause 27)`,
  (number) => `tel:${number}`,
  (number) => `dialing ${number} via trunk-3`,
  (number) => `whatsapp template rejected, to: ${number}`,
  (number) => `Customer called from ${number}, no pickup`,
  (number) => `mobile="${number}" verified=false`,
  (number) => `phone number ${number} already in use`,
];

const ipv4Of = (draw: Draw): string =>
  `${draw.pick([23, 51, 77, 92, 138, 151, 185, 213])}.${draw.between(1, 254)}.${draw.below(256)}.${draw.between(1, 254)}`;

const IPV4_TEXTS: readonly ((number: string) => string)[] = [
  (number) => `Failed password for root from ${number} port 50122 ssh2`,
  (number) => `${number} - frank [12/Feb/2026:06:25:24 +0100] "GET /robots.txt HTTP/1.1" 404 153 "-" "curl/8.5.0"`,
  (number) => `X-Forwarded-For: ${number}, 10.0.4.9`,
  (number) => `upstream timed out, client: ${number}, server: _`,
  (number) => `src=${number} dst=10.1.2.3 proto=TCP spt=44321`,
  (number) => `[${number}]:3306 handshake failed`,
  (number) => `geo lookup ${number}/32 -> SE`,
  (number) => `http://${number}:8080/metrics unreachable`,
  (number) => `banned ip ${number}.`,
];

const ipv6Of = (draw: Draw): string => {
  const group = (): string => draw.between(0x10, 0xffff).toString(16);
  return draw.pick([
    `2a02:${group()}:${group()}:${group()}:${group()}:${group()}:${group()}:${group()}`,
    `2001:db8:${group()}::${group()}`,
    `2607:f8b0:${group()}:${group()}::200e`,
    `2A01:4F8:${group().toUpperCase()}:${group().toUpperCase()}::2`,
    `2400:cb00:${group()}:1024::${group()}:${group()}`,
  ]);
};

const IPV6_TEXTS: readonly ((number: string) => string)[] = [
  (number) => `Accepted publickey for git from ${number} port 60022`,
  (number) => `listener [${number}]:443 reset`,
  (number) => `cf-connecting-ip: ${number}`,
  (number) => `AAAA record changed to ${number}, ttl 300`,
  (number) => `client_ip=${number} status=499`,
  (number) => `neighbour ${number} lladdr unreachable`,
];
