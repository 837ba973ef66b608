import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findWith, NAMED_FINDERS as named, washNamed } from './wash-named.js';

const UNITS = [
  ...[
    '=',
    ':',
    'a=',
    'key=',
    'name=',
    '"',
    '\\',
    '\\"',
    '://',
    '?a=b&',
    'password ',
    'password=',
    'password: ',
    'password="',
    '<',
    '>',
    '<password>',
    'Bearer ',
  ],
  ...[
    'token="a\\"',
    'session=',
    'session:a',
    '&',
    'password=„',
    '://a:b/@',
    'x@tcp(',
    'jdbc:oracle:',
    '--password ',
    'mysql -',
    'cookie: a=',
    'Cookie: ',
  ],
  ...[
    'Authorization: Digest a="',
    'password={',
    'password=[{',
    '"name":"password",',
    'password is ',
    'identified by ',
    ',"',
    '("',
    'password=<',
    'session=a,',
    'form-data; name="password"',
    'form-data; name="password"\n\n',
    'curl -u a:b ',
    'sshpass -p ',
    'token", "',
    'setToken("',
    'password: |\n ',
    'password:\n a1b2c3 ',
    'password: { type: string, ',
    'password=${{ ',
    'password=(a ',
    '://_token:',
    'arn:token:',
    'password\\\\":\\\\"',
    '\\\\":',
    'token: List[A',
    'oTpCoDe=',
  ],
];

const cpuMs = (run: () => void): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

test.each(UNITS)('A50 no hostile text takes more than its share of time: %j', (unit) => {
  const scan = (units: number) => () => void findWith(named, unit.repeat(units / unit.length));
  scan(9_000)();
  expect(cpuMs(scan(288_000))).toBeLessThan(8000);
});

const PIECES = [
  'password',
  'token',
  '"',
  '\\"',
  "'",
  '=',
  ':',
  ' ',
  '{',
  '}',
  '[',
  ']',
  '<',
  '>',
  '/',
  '@',
  '&',
  ';',
  ',',
  '--',
  'Bearer',
  'cookie',
  'a1B2c3D4',
  '***',
  '\n',
  'é',
];

test('A45 whatever the text, findings lie within it and are never empty', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }), fc.boolean(), (pieces, isCut) => {
      findWith(named, pieces.join(''), isCut);
    }),
    { numRuns: 3000 },
  );
});

const WRAPS: readonly ((text: string) => string)[] = [
  (text) => `\n${text}`,
  (text) => `🚀 ${text}`,
  (text) => JSON.stringify({ msg: text }),
  (text) => JSON.stringify(JSON.stringify({ msg: text })),
  (text) => `Error: ${text}\n    at handler (/srv/app/user.js:1:2)`,
];

test('A45 a pair is found wherever it stands', () => {
  const secret = fc.stringMatching(/^[A-Za-z][A-Za-z0-9!_.-]{6,14}[0-9]$/);
  const name = fc.constantFrom('password', 'apiKey', 'client_secret', 'DB_PASSWORD', 'x-auth-token');
  const sign = fc.constantFrom('=', ': ', '="', ':"');
  fc.assert(
    fc.property(name, sign, secret, fc.constantFrom(...WRAPS), (key, bind, value, wrap) => {
      const pair = `${key}${bind}${value}${bind.endsWith('"') ? '"' : ''}`;
      expect(washNamed(wrap(`user=bob ${pair} next=1`))).not.toContain(value);
    }),
    { numRuns: 1000 },
  );
});
