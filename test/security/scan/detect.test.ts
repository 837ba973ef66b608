import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyClassifier } from '../../../src/security/keys/classify-key.js';
import { BINDS } from '../../../src/security/scan/char-class.js';
import { createDetect } from '../../../src/security/scan/detect.js';
import { createDetectors, type DetectorEntry } from '../../../src/security/scan/detectors.js';
import type { BuiltInKind, Sight } from '../../../src/security/scan/finding.js';
import { flagsOf } from '../../../src/security/scan/flags-of.js';

const OPT_IN: readonly BuiltInKind[] = ['nationalId', 'mac', 'entropy'];
const detectors = createDetectors(createKeyClassifier({}), false);
const detect = createDetect({ detectors, wants: (kind) => !OPT_IN.includes(kind), isStrict: false });

const look = (text: string) => detect(text, flagsOf(text), false);

/** Each finding as `kind text`, as it reads, in order. */
const readings = (text: string): readonly string[] =>
  look(text).map(({ kind, start, end, plain }) => `${kind} ${plain ?? text.slice(start, end)}`);

/** What is left in plain sight. */
const rest = (text: string): string => {
  const found = look(text);
  return (
    found.map(({ start }, index) => text.slice(found[index - 1]?.end ?? 0, start)).join('*') +
    (found.length > 0 ? '*' : '') +
    text.slice(found.at(-1)?.end ?? 0)
  );
};

/** No token stands in this file in a form that scanners of sources look for. */
const GITHUB = `${'ghp' + '_'}x9KfQ2mZr7TbW4nLc8VyHd3JpS6aGe1UoX5i`;
const AWS = `${'AKI' + 'A'}2QE22FTTNYJ4I6HJ`;
const JWT = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'].join('.');
const CARD = '4111 1111 1111 1111'.replace('1111 1111', '1111-1111').replaceAll('-', ' ');

/** What is found, in the text in which it is found. */
const SECRETS: readonly (readonly [kind: BuiltInKind, text: string, found?: string])[] = [
  ['token', GITHUB],
  ['token', AWS],
  ['jwt', JWT],
  ['email', 'priya.k@corp.example.co.uk'],
  ['card', CARD],
  ['card', '4111111111111111'],
  ['iban', 'DE89 3704 0044 0532 0130 00'],
  ['ssn', '536-22-1847'],
  ['phone', '+49 30 901820'],
  ['ip', '203.0.113.77'],
  ['ip', '2001:db8:85a3::8a2e:370:7334'],
  ['secret', 'password=x9Qm2kLp7', 'x9Qm2kLp7'],
  ['secret', 'db_password: x9Qm2kLp7', 'x9Qm2kLp7'],
  ['secret', '/login?access_token=x9Qm2kLp7Rt', 'x9Qm2kLp7Rt'],
  ['authorization', 'Authorization: Basic YWxhZGRpbjpvcGVuc2VzYW1l', 'YWxhZGRpbjpvcGVuc2VzYW1l'],
  ['userinfo', 'postgres://app:x9Qm2kLp7@db.example.com:5432/orders', 'x9Qm2kLp7'],
];

/** Ways in which a text may stand in another without meaning anything else. */
const WRAPS: readonly (readonly [name: string, wrap: (text: string) => string])[] = [
  ['behind a line break', (text) => `login\n${text}`],
  ['behind a break of Windows and a tab', (text) => `login\r\n\t${text}`],
  ['behind an emoji', (text) => `\u{1f512}${text}`],
  ['behind a family', (text) => `\u{1f469}\u200d\u{1f466} ${text}`],
  ['behind a space of no width', (text) => `\u200b${text}`],
  ['behind a byte order mark', (text) => `\ufeff${text}\u2060`],
  ['in colour', (text) => `\x1b[31m${text}\x1b[0m`],
  ['behind the title of a window', (text) => `\x1b]0;title\x07${text}`],
  ['in quotes', (text) => `"${text}"`],
  ['in single quotes', (text) => `'${text}'`],
  ['in quotes of print', (text) => `\u201c${text}\u201d`],
  ['in parentheses', (text) => `(${text})`],
  ['in brackets', (text) => `[${text}]`],
  ['in a tag', (text) => `<w>${text}</w>`],
  ['in JSON', (text) => JSON.stringify({ note: text })],
  ['in JSON in JSON', (text) => JSON.stringify({ body: JSON.stringify({ note: text, n: 1 }) })],
  ['in JSON, behind a break', (text) => JSON.stringify(`login\n${text}\n`)],
  ['in JSON in JSON, behind a break', (text) => JSON.stringify(JSON.stringify(`login\n\t${text}\n`))],
  ['in a list', (text) => `a, ${text}, b`],
  ['at the end of a sentence', (text) => `It was ${text}.`],
  ['percent-encoded', (text) => `/u?w=${encodeURIComponent(text)}&x=1`],
  ['percent-encoded twice', (text) => `/u?w=${encodeURIComponent(encodeURIComponent(text))}&x=1`],
  ['every byte percent-encoded', (text) => [...text].map((letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')],
  ['in escapes of JSON', (text) => [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')],
  ['in references of HTML', (text) => `<p>${[...text].map((letter) => `&#${letter.charCodeAt(0)};`).join('')}</p>`],
  ['in HTML', (text) => `value=&quot;${text.replaceAll('@', '&#64;')}&quot;`],
  [
    'in full width',
    (text) => [...text].map((letter) => (letter === ' ' ? '\u3000' : String.fromCharCode(letter.charCodeAt(0) + 0xfee0))).join(''),
  ],
  ['with what is invisible in its middle', (text) => `${text.slice(0, 5)}\u200b${text.slice(5)}`],
  ['with a colour in its middle', (text) => `${text.slice(0, 7)}\x1b[1m${text.slice(7)}`],
  ['behind much else', (text) => `${'lorem ipsum dolor sit amet '.repeat(300)}${text}`],
];

describe('A45 what is found is found in whatever it is wrapped', () => {
  test.for(WRAPS)('%s', ([, wrap]) => {
    for (const [kind, text, found = text] of SECRETS) expect(readings(wrap(text)), text).toEqual([`${kind} ${found}`]);
  });

  test('in colour right behind a word, and right before one', () => {
    for (const [, text, found = text] of SECRETS) {
      const coloured = `user\x1b[1;31m${text}\x1b[0mlater`;
      for (const written of [coloured, JSON.stringify(coloured)]) expect(rest(written), written).not.toContain(found);
    }
  });

  test('in two wraps, one in the other', () => {
    const names = WRAPS.map(([name]) => name).filter((name) => !/every byte|references|full width|middle/.test(name));
    const wrapOf = (name: string) => WRAPS.find(([other]) => other === name)![1];
    fc.assert(
      fc.property(
        fc.constantFrom(...SECRETS),
        fc.constantFrom(...names),
        fc.constantFrom(...names),
        ([kind, text, found = text], inner, outer) => {
          expect(readings(wrapOf(outer)(wrapOf(inner)(text))), `${inner}, ${outer}`).toEqual([`${kind} ${found}`]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('A45 what is escaped is masked as a whole', () => {
  test.for([
    ['an address', 'GET /u?mail=priya%40corp.com 200', 'GET /u?mail=* 200'],
    ['one behind an escape', 'a\\npriya@corp.com', 'a\\n*'],
    ['one behind several', 'q=%3D%20priya@corp.com', 'q=%3D%20*'],
    ['a token in colours', `key \x1b[31m${AWS.slice(0, 9)}\x1b[1m${AWS.slice(9)}\x1b[0m`, 'key \x1b[31m*\x1b[0m'],
    ['a value before a written break', 'password=x9Qm2kLp7\\nuser=bob', 'password=*\\nuser=bob'],
    ['a quoted value with one', '"password": "x9Qm\\n2kLp7", "user": "bob"', '"password": "*", "user": "bob"'],
    ['digits behind an escape', 'a%204111111111111111%20b', 'a%20*%20b'],
    ['digits of a form', 'n=4111+1111+1111+1111&x=1', 'n=*&x=1'],
    ['a card with hard blanks', 'card 5555\u00a05555\u20095555\u202f4444 declined', 'card * declined'],
  ] as const)('%s', ([, text, expected]) => {
    expect(rest(text)).toBe(expected);
  });
});

test.for([
  ['prose', 'The quick brown fox — “quotes” … 40% & more'],
  ['other alphabets', 'Привет, мир. 日本語のログ नमस्ते مرحبا 한국어'],
  ['paths', 'C:\\new\\table\\users\\x86 /usr/lib%20x'],
  ['identifiers', '7b1f1f2e-6d1c-4b0f-9c7e-1a2b3c4d5e6f 01M0EC8TA8H2NZ19B1KB1JEKZR'],
  [
    'what we masked',
    `***, ****1111, DE***3000, ***-**-****, +49***67, u***@company.com, 203.0.113.x, 2001:db8:1::x, ghp_***, eyJ***, [email], [private_key]`,
  ],
  [
    'what we masked and made visible',
    'password=***\\r\\nHost: x token=***\\u{200b} secret=\\u{3c}none\\u{3e} Authorization: Bearer ***\\n\\tat x',
  ],
  ['pseudonyms', 'email:k1:3q2-vu8AAQIDBAUGBwgJCg secret:k1:3q2-vu8AAQIDBAUGBwgJCg card:key_2:AAECAwQFBgcICQoLDA0ODw'],
] as const)('A45 nothing is found in %s', ([, text]) => {
  expect(readings(text)).toEqual([]);
});

describe('who looks, and for what', () => {
  const told: string[] = [];
  const entry = (name: string, more: Partial<DetectorEntry> = {}): DetectorEntry => ({
    kinds: ['email'],
    needs: 0,
    find: ({ text, note }: Sight) => {
      told.push(name);
      note('email', 0, Math.min(1, text.length));
      note('phone', 0, text.length);
      note('rule:own', 2, 2);
    },
    ...more,
  });
  const lookWith = (entries: readonly DetectorEntry[], flags: number) => {
    told.length = 0;
    return createDetect({ detectors: entries, wants: (kind) => kind === 'email', isStrict: false })('ab', flags, false);
  };

  test('a detector runs where an anchor of its is there, or where it needs none', () => {
    lookWith([entry('needs', { needs: BINDS }), entry('always')], 0);
    expect(told).toEqual(['always']);
    lookWith([entry('needs', { needs: BINDS })], BINDS);
    expect(told).toEqual(['needs']);
  });

  test('nobody looks for what nobody wants; rules are always wanted', () => {
    lookWith([entry('unwanted', { kinds: ['phone'] }), entry('rules', { kinds: 'own' })], 0);
    expect(told).toEqual(['rules']);
  });

  test('unwanted kinds and empty pieces are not told', () => {
    expect(lookWith([entry('one')], 0)).toEqual([{ kind: 'email', start: 0, end: 1, shown: 0, plain: undefined }]);
  });

  test('the sight says whether the text goes on', () => {
    const cut: boolean[] = [];
    const find = (sight: Sight) => void cut.push(sight.isCut);
    const watch = createDetect({ detectors: [{ find, kinds: ['ip'], needs: 0 }], wants: () => true, isStrict: false });
    watch('a', 0, true);
    watch('a', 0, false);
    expect(cut).toEqual([true, false]);
  });
});
