/** Whether a card issuer gives out numbers that begin with these six digits, and have so many. */
export const isIssued = (prefix: number, digits: number): boolean => isListed(ISSUERS, prefix, digits);

/** The same for forms that are rare, old, or shaped like ids: something else must say that it is a card. */
export const isRarelyIssued = (prefix: number, digits: number): boolean => isListed(RARE_ISSUERS, prefix, digits);

/** First six digits from, to; fewest, most digits. */
type Range = readonly [from: number, to: number, fewest: number, most: number];

const isListed = (ranges: readonly Range[], prefix: number, digits: number): boolean => {
  for (const range of ranges) if (prefix >= range[0] && prefix <= range[1] && digits >= range[2] && digits <= range[3]) return true;
  return false;
};

/** https://en.wikipedia.org/wiki/Payment_card_number#Issuer_identification_number_(IIN), ISO/IEC 7812 */
const ISSUERS: readonly Range[] = [
  [400000, 499999, 16, 16], // Visa
  [400000, 499999, 13, 13], // Visa, old
  [510000, 559999, 16, 16], // Mastercard
  [222100, 272099, 16, 16], // Mastercard
  [340000, 349999, 15, 15], // American Express
  [370000, 379999, 15, 15], // American Express
  [601100, 601199, 16, 16], // Discover
  [644000, 659999, 16, 16], // Discover, RuPay, Elo, Verve
  [620000, 629999, 16, 19], // UnionPay
  [810000, 829999, 16, 16], // UnionPay, RuPay
  [300000, 305999, 14, 14], // Diners Club
  [309500, 309599, 14, 14], // Diners Club
  [360000, 369999, 14, 14], // Diners Club
  [380000, 399999, 14, 14], // Diners Club
  [352800, 358999, 16, 16], // JCB
  [500000, 509999, 16, 16], // Maestro, Dankort, Elo, Verve
  [560000, 589999, 16, 16], // Maestro
  [600000, 609999, 16, 16], // RuPay, Hipercard, Cabal
  [636000, 639999, 16, 16], // InterPayment, InstaPayment, Elo
  [630400, 630499, 16, 19], // Maestro
  [633110, 633499, 16, 19], // Maestro (Switch, Solo)
  [675900, 677099, 16, 19], // Maestro
  [670000, 679999, 16, 16], // Maestro
  [220000, 220599, 16, 19], // Mir, BORICA
  [979200, 979289, 16, 16], // Troy
  [860000, 860099, 16, 16], // Uzcard
  [986000, 986099, 16, 16], // Humo
];

/** Among them what is as long as an EAN or a 64-bit id. */
const RARE_ISSUERS: readonly Range[] = [
  [400000, 499999, 17, 19], // Visa
  [500000, 509999, 12, 19], // Maestro
  [560000, 589999, 12, 19], // Maestro
  [600000, 699999, 12, 19], // Maestro, Discover
  [60400, 60499, 12, 13], // Maestro
  [810000, 829999, 17, 19], // UnionPay
  [300000, 305999, 15, 19], // Diners Club
  [360000, 369999, 15, 19], // Diners Club
  [380000, 399999, 15, 19], // Diners Club
  [350000, 359999, 16, 19], // JCB
  [180000, 180099, 15, 15], // JCB, old
  [213100, 213199, 15, 15], // JCB, old
  [100000, 199999, 15, 15], // UATP
];
