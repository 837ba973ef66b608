import { describe, expect, test } from 'vitest';
import { findPrivateKeys } from '../../../src/security/scan/private-key.js';
import { BASE64_CHARACTERS, drawText, HEX_DIGITS, randomOf } from './draw-text.js';
import { cpuMsOf, findingsBy, maskedBy, TOO_LONG_MS } from './seen-by.js';

const random = randomOf(46);
const line = (chars = 64) => drawText(random, BASE64_CHARACTERS, chars);
const lines = (count: number) => [...Array.from({ length: count }, () => line()), `${line(22)}==`];
const BEGIN = `${'-----BE'}GIN`;
const block = (label: string, body: readonly string[]) => [`${BEGIN} ${label}-----`, ...body, `-----END ${label}-----`];
const PEM = block('RSA PRIVATE KEY', lines(5));
const CUT = PEM.slice(0, 4);

const labels = [
  'PRIVATE KEY',
  'RSA PRIVATE KEY',
  'EC PRIVATE KEY',
  'DSA PRIVATE KEY',
  'OPENSSH PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
  'ANY PRIVATE KEY',
];
const PGP = block('PGP PRIVATE KEY BLOCK', ['Version: GnuPG v2', 'Comment: Jane <j@example.com>', '', ...lines(4), '=nGpE']);
const SSH2 = [
  '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----',
  'Comment: "2048-bit rsa"',
  ...lines(4),
  '---- END SSH2 ENCRYPTED PRIVATE KEY ----',
];
const ENCRYPTED = block('RSA PRIVATE KEY', [
  'Proc-Type: 4,ENCRYPTED',
  `DEK-Info: AES-128-CBC,${drawText(random, HEX_DIGITS, 32)}`,
  '',
  ...lines(5),
]);
const PUTTY = [
  ...[
    `${'PuTTY-User'}-Key-File-2: ssh-rsa`,
    'Encryption: none',
    'Comment: rsa-key',
    'Public-Lines: 2',
    ...lines(1),
    'Private-Lines: 3',
    ...lines(2),
  ],
  `Private-MAC: ${drawText(random, HEX_DIGITS, 40)}`,
];

/** Ways in which line breaks come into a log. */
const BREAKS: readonly string[] = ['\n', '\r\n', '\\n', '\\r\\n', '\\\\n', '\\\\\\\\n', ' ', '%0A', '%0D%0A', '\n    ', ''];

describe('a private key', () => {
  test.each(labels)('A45 of the label %s is masked from BEGIN to END', (label) => {
    for (const lineBreak of BREAKS) {
      const text = block(label, lines(5)).join(lineBreak);
      expect(maskedBy(findPrivateKeys, `key: "${text}", next`)).toBe('key: "***", next');
    }
  });

  test.each([
    ['PGP', PGP],
    ['SSH2', SSH2],
    ['encrypted PEM', ENCRYPTED],
    ['PuTTY', PUTTY],
  ])('A45 in %s is masked whole', (_, file) => {
    for (const lineBreak of BREAKS.filter((lineBreak) => lineBreak.trim() !== '' || lineBreak.includes('\n')))
      expect(maskedBy(findPrivateKeys, `<${file.join(lineBreak)}>`)).toBe('<***>');
  });

  test.each(BREAKS.filter((lineBreak) => lineBreak !== ''))(
    'A45 that lacks its END is masked as far as it goes, over breaks %j',
    (lineBreak) => {
      const text = [...CUT, `${line(30)}9aZ`].join(lineBreak);
      expect(maskedBy(findPrivateKeys, `dump ${text}`)).toBe('dump ***');
      expect(maskedBy(findPrivateKeys, `{"key":"${text}","next":1}`)).toBe('{"key":"***","next":1}');
      expect(maskedBy(findPrivateKeys, `${text}${lineBreak}at handler (/srv/app.js:1:2)`)).toMatch(/^\*{3}(?:\\+r)?.{0,6}\s*at handler/);
    },
  );

  test('A45 that was cut takes its short last line along', () => {
    expect(maskedBy(findPrivateKeys, [...CUT, 'q8Z'].join('\n'))).toBe('***');
    expect(maskedBy(findPrivateKeys, [...CUT, 'q8Zk7x'].join(' '))).toBe('***');
    expect(maskedBy(findPrivateKeys, `${CUT[0]}\nMIIEow`)).toBe('***');
    expect(maskedBy(findPrivateKeys, `${[...CUT, 'q8Z'].join('\n')}...`)).toBe('***...');
    expect(maskedBy(findPrivateKeys, `${CUT.join('\n')}\nFailed to parse`)).toBe('***\nFailed to parse');
  });

  test('A45 that was cut does not take along what stands before the next one', () => {
    expect(maskedBy(findPrivateKeys, `${CUT.join('\n')}\nand then:\n${PEM.join('\n')}\nend`)).toBe('***\nand then:\n***\nend');
  });

  test('A45 with slashes escaped, as PHP writes JSON, is masked', () => {
    expect(maskedBy(findPrivateKeys, `"${PEM.slice(0, 4).join('\\n').replaceAll('/', '\\/')}"`)).toBe('"***"');
  });

  test('A45 with a label in a URL is masked', () => {
    const [begin = '', ...rest] = PEM;
    expect(maskedBy(findPrivateKeys, `k=${begin.replaceAll(' ', '%20')}%0A${rest.join('%0A').replaceAll(' ', '%20')}&x=1`)).toBe(
      'k=***&x=1',
    );
    expect(maskedBy(findPrivateKeys, `k=${PEM.join('%0A').replaceAll(' ', '+')}&x=1`)).toBe('k=***&x=1');
  });

  test('A45 is not looked for where nobody wants it', () => {
    expect(findingsBy(findPrivateKeys, PEM.join('\n'), { unwanted: ['privateKey'] })).toEqual([]);
  });
});

test.each([
  ...[
    '[private_key]',
    `${BEGIN} CERTIFICATE----- is expected`,
    block('CERTIFICATE', lines(8)).join('\n'),
    block('PUBLIC KEY', lines(4)).join('\n'),
  ],
  ...[
    block('PGP PUBLIC KEY BLOCK', lines(4)).join('\n'),
    block('CERTIFICATE REQUEST', lines(4)).join('\\n'),
    'BEGIN TRANSACTION',
    '-- BEGIN PRIVATE KEY --',
  ],
  ...[
    `expected ${BEGIN} PRIVATE KEY-----`,
    `no "${BEGIN} RSA PRIVATE KEY-----" line found in file config/key.pem`,
    block('PRIVATE KEY', ['...']).join('\n'),
  ],
  ...[`a key starts with ${block('PRIVATE KEY', ['and ends with']).join(' ')}`, PUTTY.slice(0, 5).join('\n')],
])('what is no private key stays: %#', (text) => {
  expect(maskedBy(findPrivateKeys, text)).toBe(text);
});

test.each([
  ...[
    BEGIN,
    `${BEGIN} `,
    `${BEGIN} PRIVATE KEY-----`,
    `${BEGIN} PRIVATE KEY-----\n`,
    `${BEGIN} PRIVATE KEY-----a:`,
    `${BEGIN} PRIVATE KEY-----\\\\`,
    'BEGIN',
    '-',
    '---- BEGIN ',
  ],
  ...[
    `${BEGIN} PRIVATE KEY----------END`,
    `${BEGIN} PRIVATE KEY-----${'a'.repeat(20)}-----END`,
    'PuTTY-User-Key-File',
    'PuTTY-User-Key-File Private-Lines:',
    '\\/',
    ' ',
  ],
])('A50 a text that repeats %j takes a few milliseconds', (bead) => {
  const repeated = bead.repeat(Math.ceil(36_000 / bead.length));
  expect(cpuMsOf(findPrivateKeys, repeated)).toBeLessThan(TOO_LONG_MS);
  expect(cpuMsOf(findPrivateKeys, `${BEGIN} PRIVATE KEY-----\n${repeated}`)).toBeLessThan(TOO_LONG_MS);
});
