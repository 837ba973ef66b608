import { withLuhn } from '../check-digits.js';
import { BASE64, type Draw } from '../draw.js';
import { frame } from '../frame.js';
import type { Positive } from '../item.js';
import { times } from '../words.js';

/** What only the strict preset looks for. */
export const extended = (draw: Draw): readonly Positive[] => [
  ...times(12, () => found(draw, 'entropy_bare', draw.text(44, BASE64), ['blob %s stored', '> %s', 'handed over %s to peer'])),
  ...times(8, () => found(draw, 'uk_nino', ninoOf(draw), ['National Insurance %s mismatch', 'nino=%s'])),
  ...times(8, () => found(draw, 'ca_sin', sinOf(draw), ['T4 slip, SIN %s', 'sin: %s'])),
  ...times(8, () => found(draw, 'mac_address', macOf(draw), ['arp reply from %s', 'STA %s deauthenticated', 'mac=%s'])),
];

const found = (draw: Draw, kind: string, ...[secret, texts]: readonly [string, readonly string[]]): Positive =>
  frame(draw, { kind, tier: 'extended', text: draw.pick(texts).replace('%s', () => secret), secrets: [secret] });

const ninoOf = (draw: Draw): string => {
  const parts = [draw.pick(['CE', 'JG', 'WM', 'YS']), draw.digits(2), draw.digits(2), draw.digits(2), draw.pick(['A', 'B', 'C', 'D'])];
  return parts.join(draw.pick(['', ' ']));
};

const sinOf = (draw: Draw): string => {
  const number = withLuhn(`${draw.between(1, 7)}${draw.digits(7)}`);
  return [number.slice(0, 3), number.slice(3, 6), number.slice(6)].join(draw.pick([' ', '-']));
};

const macOf = (draw: Draw): string => {
  const mac = times(6, () => draw.hex(2)).join(draw.pick([':', '-']));
  return draw.pick([mac, mac.toUpperCase()]);
};
