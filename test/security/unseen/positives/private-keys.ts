import { BASE64, type Draw } from '../draw.js';
import { frame } from '../frame.js';
import type { Positive } from '../item.js';
import { times } from '../words.js';

/** Private keys in PEM (RFC 7468): whole, escaped in JSON, cut. */
export const privateKeys = (draw: Draw): readonly Positive[] => [
  ...times(16, () => whole(draw)),
  ...times(10, () => escaped(draw)),
  ...times(10, () => cut(draw)),
];

const LABELS = ['', 'RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED ', 'DSA '];

/** A fence of a PEM block, put together so that no scanner stops here. */
const fence = (side: 'BEGIN' | 'END', label: string): string => `-----${side} ${label}PRIV${'ATE'} KEY-----`;

const bodyOf = (draw: Draw): readonly string[] => [...times(draw.between(2, 6), () => draw.text(64, BASE64)), `${draw.text(38, BASE64)}==`];

const whole = (draw: Draw): Positive => {
  const [label, lines] = [draw.pick(LABELS), bodyOf(draw)];
  const pem = [fence('BEGIN', label), ...lines, fence('END', label)].join(draw.pick(['\n', '\r\n', '\n    ']));
  const before = draw.pick(['cannot parse: ', 'tls.key: |\n    ', 'IdentityFile contents\n', 'signing with ']);
  return frame(draw, { kind: 'private_key_pem', text: `${before}${pem}\nhandshake aborted`, secrets: lines, keep: ['handshake aborted'] });
};

const escaped = (draw: Draw): Positive => {
  const [label, lines] = [draw.pick(LABELS), bodyOf(draw)];
  const pem = [fence('BEGIN', label), ...lines, fence('END', label), ''].join('\n');
  const text = draw.pick([
    (json: string) => `bad credentials file: {"client_email":"","material":${json},"token_uri":"https://o.example.com/t"}`,
    (json: string) => `FIREBASE_KEY=${json}`,
    (json: string) => `{"outer":${JSON.stringify(`{"pem":${json}}`)},"n":1}`,
  ])(JSON.stringify(pem));
  return {
    kind: 'private_key_pem_escaped',
    tier: 'core',
    secrets: lines,
    ...draw.pick([{ text }, { record: { level: 20, msg: 'config', dump: text } }]),
  };
};

const cut = (draw: Draw): Positive => {
  const [label, lines] = [draw.pick(LABELS), bodyOf(draw)];
  const text = [`env dump: KEY=${fence('BEGIN', label)}`, ...lines.slice(0, -1), (lines.at(-1) ?? '').slice(0, 21)].join('\n');
  return frame(draw, { kind: 'private_key_pem_truncated', text, secrets: lines.slice(0, -1), keep: ['env dump'] });
};
