import { ibanOf, withLuhn } from '../check-digits.js';
import type { Draw } from '../draw.js';
import { frame } from '../frame.js';
import type { Positive } from '../item.js';
import { times } from '../words.js';

/** Cards and bank accounts, in one piece, in groups and as numbers. */
export const payment = (draw: Draw): readonly Positive[] => [
  ...times(36, () => cardIn(draw, 'credit_card')),
  ...times(30, () => cardIn(draw, 'credit_card_grouped')),
  ...times(10, () => typedCard(draw)),
  ...times(30, () => ibanIn(draw, 'iban')),
  ...times(18, () => ibanIn(draw, 'iban_grouped')),
];

/** Issuer prefix and number of digits. */
const ISSUERS: readonly (readonly [string, number])[] = [
  ['4', 16],
  ['4929', 16],
  ['51', 16],
  ['55', 16],
  ['2228', 16],
  ['2719', 16],
  ['34', 15],
  ['37', 15],
  ['6011', 16],
  ['645', 16],
  ['65', 16],
  ['36', 14],
  ['3530', 16],
  ['3588', 16],
  ['6250', 16],
  ['2202', 16],
];

export const cardOf = (draw: Draw): string => {
  const [prefix, length] = draw.pick(ISSUERS);
  return withLuhn(prefix + draw.digits(length - prefix.length - 1));
};

const cardIn = (draw: Draw, kind: 'credit_card' | 'credit_card_grouped'): Positive => {
  const card = cardOf(draw);
  const said = kind === 'credit_card' ? card : grouped(card, draw.pick([' ', '-']));
  return frame(draw, { kind, text: draw.pick(CARD_TEXTS)(said), secrets: [said] });
};

const grouped = (card: string, separator: string): string => {
  if (card.length === 15) return [card.slice(0, 4), card.slice(4, 10), card.slice(10)].join(separator);
  if (card.length === 14) return [card.slice(0, 4), card.slice(4, 10), card.slice(10)].join(separator);
  return (card.match(/.{1,4}/g) ?? []).join(separator);
};

const CARD_TEXTS: readonly ((card: string) => string)[] = [
  (card) => `3DS challenge for ${card} abandoned`,
  (card) => `tokenize(${card}) -> tok_9`,
  (card) => `PAN ${card} exp 11/29 AVS=N`,
  (card) => `refund 19.90 EUR to ${card}, ref R-77`,
  (card) => `acct='${card}',mcc=5411`,
  (card) => `DE2=${card};DE4=000000001250`,
  (card) => `user typed "${card}" into the search box`,
  (card) => `Karte ${card} gesperrt`,
  (card) => `[${card}] duplicate authorisation`,
];

const typedCard = (draw: Draw): Positive => {
  const card = cardOf(draw);
  const record = draw.pick([
    { msg: 'capture', payment: { amount: 1250, card: Number(card) } },
    { msg: 'row', row: [17, Number(card), null] },
    { level: 30, msg: 'import', fields: { f1: 3, f2: Number(card) } },
  ]);
  return { kind: 'credit_card_number_typed', tier: 'core', record, secrets: [card] };
};

/** Country and the shape of its account number: `n` digits, `a` letters, `c` either. */
const COUNTRIES: readonly (readonly [string, string])[] = [
  ['SE', 'n20'],
  ['NL', 'a4n10'],
  ['GB', 'a4n14'],
  ['FR', 'n10c11n2'],
  ['AT', 'n16'],
  ['CH', 'n5c12'],
  ['ES', 'n20'],
  ['FI', 'n14'],
  ['IE', 'a4n14'],
  ['BE', 'n12'],
  ['DK', 'n14'],
  ['CZ', 'n20'],
  ['HU', 'n24'],
  ['GR', 'n7c16'],
  ['TR', 'n6c16'],
  ['AE', 'n19'],
  ['MT', 'a4n5c18'],
  ['EE', 'n16'],
  ['IL', 'n19'],
  ['BR', 'n23a1c1'],
];

const ALPHABETS: Readonly<Record<string, string>> = {
  n: '0123456789',
  a: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  c: 'ABCDEFGHJKMNPRSTVWXYZ0123456789',
};

const ibanIn = (draw: Draw, kind: 'iban' | 'iban_grouped'): Positive => {
  const [country, shape] = draw.pick(COUNTRIES);
  const account = [...shape.matchAll(/([nac])(\d+)/g)]
    .map(([, type, length]) => draw.text(Number(length), ALPHABETS[type ?? 'n'] ?? ''))
    .join('');
  const iban = ibanOf(country, account);
  const said = kind === 'iban' ? iban : grouped(`${iban}`.padEnd(16), ' ').trim();
  return frame(draw, { kind, text: draw.pick(IBAN_TEXTS)(said), secrets: [said] });
};

const IBAN_TEXTS: readonly ((iban: string) => string)[] = [
  (iban) => `SEPA credit to ${iban} returned (AC04)`,
  (iban) => `mandate: {"debtorAccount":"${iban}","seq":"RCUR"}`,
  (iban) => `beneficiary=${iban}; ccy=EUR`,
  (iban) => `payout to "${iban}" scheduled`,
  (iban) => `<IBAN>${iban}</IBAN>`,
  (iban) => `:59:/${iban}`,
  (iban) => `Konto ${iban}, Verwendungszweck Miete`,
];
