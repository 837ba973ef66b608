import { withLuhn } from '../check-digits.js';
import { BASE62, type Draw } from '../draw.js';
import { frame, type Sentence } from '../frame.js';
import type { Positive } from '../item.js';
import { passwordOf, times } from '../words.js';
import { cardOf } from './payment.js';

/** Secrets that hide: behind invisible characters, other digits, encodings, colours, in keys, behind long texts. */
export const evasions = (draw: Draw): readonly Positive[] => [
  ...times(14, () => hidden(draw, zeroWidth)),
  ...times(10, () => hidden(draw, otherDigits)),
  ...times(10, () => hidden(draw, otherSeparators)),
  ...times(12, () => hidden(draw, percentEncoded)),
  ...times(12, () => hidden(draw, escapedJson)),
  ...times(10, () => hidden(draw, colours)),
  ...times(10, () => inKey(draw)),
  ...times(8, () => behindLongText(draw)),
  ...times(8, () => hidden(draw, inBase64)),
];

type Evasion = (draw: Draw) => Omit<Sentence, 'tier'>;

const hidden = (draw: Draw, evasion: Evasion): Positive => frame(draw, { ...evasion(draw), tier: 'hard' });

const patOf = (draw: Draw): string => `gh${'p'}_${draw.text(36, BASE62)}`;

const zeroWidth: Evasion = (draw) => {
  const secret = draw.pick([patOf(draw), cardOf(draw), `AK${'IA'}${draw.text(16, 'ABCDEFGHJKLMNPQR234567')}`]);
  const at = draw.between(3, secret.length - 4);
  const split =
    secret.slice(0, at) + draw.pick(['\u200b', '\u200d', '\u2060', '\u00ad', '\ufeff', '\u180e', '\u200b\u200c']) + secret.slice(at);
  return { kind: 'evasion_zero_width', text: `probe ${split} end`, secrets: [secret, split], keep: ['probe', 'end'] };
};

const otherDigits: Evasion = (draw) => {
  const card = cardOf(draw);
  const base = draw.pick([0xff10, 0x0660, 0x0966, 0x1d7ce]);
  const said = [...card].map((digit) => String.fromCodePoint(base + Number(digit))).join('');
  return { kind: 'evasion_fullwidth', text: `PAN ${said} refused`, secrets: [said, card], keep: ['refused'] };
};

const otherSeparators: Evasion = (draw) => {
  const card = withLuhn(`4${draw.digits(14)}`);
  const said = (card.match(/.{4}/g) ?? []).join(draw.pick(['\u00a0', '\u2009', '\u2011', '\u2212', '\u3000', '\u202f']));
  return { kind: 'evasion_unicode_separator', text: `pay ${said} now`, secrets: [said, card] };
};

const percentEncoded: Evasion = (draw) => {
  const secret = draw.text(14, BASE62);
  const card = cardOf(draw);
  return draw.pick([
    { kind: 'evasion_percent_encoded', text: `GET /x?s%65cret=${secret}&b=2 404`, secrets: [secret], keep: ['b=2'] },
    {
      kind: 'evasion_percent_encoded',
      text: `redirect=https%3A%2F%2Fa.example.com%2Fcb%3Faccess_token%3D${secret}%26n%3D1`,
      secrets: [secret],
    },
    {
      kind: 'evasion_percent_encoded',
      text: `/find?q=${draw.pick(['hedda', 'ivo', 'noor'])}.${secret}%40mail.example.org`,
      secrets: [`.${secret}%40`],
    },
    { kind: 'evasion_percent_encoded', text: `body=%7B%22password%22%3A%22${secret}%22%7D`, secrets: [secret] },
    { kind: 'evasion_percent_encoded', text: `amount=5&pan=%3${card.slice(0, 1)}${card.slice(1)}`, secrets: [card.slice(1)] },
  ]);
};

const escapedJson: Evasion = (draw) => {
  const secret = passwordOf(draw);
  const quoted = (depth: number, json: string): string => (depth === 0 ? json : quoted(depth - 1, JSON.stringify(json)));
  const inner = JSON.stringify({ n: 1, [draw.pick(['password', 'apiKey', 'client_secret'])]: secret });
  return {
    kind: 'evasion_escaped_json',
    text: draw.pick([
      `frame: ${quoted(2, inner)}`,
      `frame: ${quoted(3, inner)}`,
      `{&quot;user&quot;:&quot;x&quot;,&quot;password&quot;:&quot;${secret}&quot;}`,
      `{\\u0022token\\u0022:\\u0022${secret}\\u0022}`,
      `{"pass\\u0077ord":"${secret}"}`,
    ]),
    secrets: [secret],
  };
};

const colours: Evasion = (draw) => {
  const secret = draw.pick([patOf(draw), `AK${'IA'}${draw.text(16, 'ABCDEFGHJKLMNPQR234567')}`]);
  const at = draw.between(8, secret.length - 8);
  const colour = draw.pick(['\u001b[1;32m', '\u001b[38;5;208m', '\u001b[0m', '\u001b]8;;x\u0007']);
  return {
    kind: 'evasion_ansi_split',
    text: `\u001b[33mval\u001b[39m ${secret.slice(0, at)}${colour}${secret.slice(at)}`,
    secrets: [secret, secret.slice(at)],
  };
};

const inKey = (draw: Draw): Positive => {
  const mail = `${draw.pick(['hedda', 'ivo', 'noor'])}.${draw.text(6, 'bcdfgklmnprstv')}@`;
  const secret = draw.pick([mail, patOf(draw), cardOf(draw)]);
  const key = secret === mail ? `${mail}mail.example` : secret;
  const record = draw.pick([
    { msg: 'tally', seen: { [key]: true } },
    { msg: 'tally', byId: { other: 1, [`user:${key}`]: { n: 2 } } },
    { msg: 'tally', rows: [{ [key]: 'x' }] },
  ]);
  return { kind: 'secret_in_key', tier: 'hard', record, secrets: [secret] };
};

const behindLongText = (draw: Draw): Positive => {
  const secret = patOf(draw);
  const filler = 'the quick brown fox waits for the slow green turtle '.repeat(draw.pick([60, 150, 400, 625]));
  return { kind: 'secret_after_long_text', tier: 'hard', text: `${filler}${secret} tail`, secrets: [secret] };
};

const inBase64: Evasion = (draw) => {
  const secret = passwordOf(draw);
  const blob = Buffer.from(JSON.stringify({ user: 'svc', password: secret, nonce: draw.hex(8) })).toString(
    draw.pick(['base64', 'base64url'] as const),
  );
  return { kind: 'evasion_base64_json', text: `state ${blob} rejected`, secrets: [blob], keep: ['rejected'] };
};
