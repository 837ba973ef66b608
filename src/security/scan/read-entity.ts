import type { Decoded } from './decode-view.js';

/** The character reference at `at`: by its number, or one of the names that can stand in a secret or around one. https://html.spec.whatwg.org/#character-references */
export const readEntity = (text: string, at: number): Decoded | undefined => {
  REFERENCE.lastIndex = at;
  const match = REFERENCE.exec(text);
  if (match === null) return undefined;
  const [, name, hexadecimal, decimal] = match;
  const plain = name === undefined ? characterOf(hexadecimal, decimal) : NAMES.get(name);
  return plain === undefined ? undefined : { plain, end: REFERENCE.lastIndex };
};

const REFERENCE = /&(?:([A-Za-z]{2,8});|#[xX]([0-9A-Fa-f]{1,6});?|#(\d{1,7});?)/y;

const characterOf = (hexadecimal: string | undefined, decimal: string | undefined): string | undefined => {
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
};

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ quot: '"', apos: "'", amp: '&', lt: '<', gt: '>', nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', Tab: '\t', NewLine: '\n' },
    ...{
      commat: '@',
      period: '.',
      colon: ':',
      equals: '=',
      sol: '/',
      lowbar: '_',
      hyphen: '-',
      dash: '-',
      plus: '+',
      num: '#',
      percnt: '%',
    },
    ...{ semi: ';', comma: ',', quest: '?', excl: '!', dollar: '$', ast: '*', bsol: '\\', shy: '\xad', zwj: '\u200d', zwnj: '\u200c' },
  }),
);
