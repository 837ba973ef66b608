import { describe, expect, test } from 'vitest';
import { findEmails } from '../../../src/security/scan/email.js';
import { cpuMsOf, maskedBy, TOO_LONG_MS } from './seen-by.js';

describe('A45 an address is found from its first to its last character', () => {
  test.for([
    ['jane.doe+news@mail.example.co.uk', '***'],
    ['User JANE_DOE@EXAMPLE.COM signed in', 'User *** signed in'],
    ['to <jane@b.example>, bob@c.org;', 'to <***>, ***;'],
    ['"Jane Doe" <jane@b.de>', '"Jane Doe" <***>'],
    ['mailto:jane@b.de?subject=hi', 'mailto:***?subject=hi'],
    ['GET /users?email=jane@b.de&x=1', 'GET /users?email=***&x=1'],
    ['/users/jane@b.de/orders', '/users/***/orders'],
    ['http://x.example:80/a?b=jane@c.de', 'http://x.example:80/a?b=***'],
    ['{"to":"jane@b.de","cc":\'bob@c.de\'}', '{"to":"***","cc":\'***\'}'],
    ['{\\"to\\":\\"jane@b.de\\"}', '{\\"to\\":\\"***\\"}'],
    ['Key (email)=(jane@b.de) already exists.', 'Key (email)=(***) already exists.'],
    ['&lt;jane@b.de&gt;', '&lt;***&gt;'],
    ['**jane@b.de**', '*******'],
    ['bounced: jane@b.de.', 'bounced: ***.'],
    ['wait for jane@b.de...', 'wait for ***...'],
    ['jane@example.com:Passw0rd', '***:Passw0rd'],
    ['jane@example.com:8080', '***:8080'],
    ['sip:alice@atlanta.example', 'sip:***'],
    ["o'brien@example.ie", '***'],
    ['a!b#c~d@example.ie', '***'],
    ['"jane doe"@example.com said', '*** said'],
    ['bounces+jane=gmail.com@lists.example.org', '***'],
    ['jörg@müller.de', '***'],
    ['пётр@пример.рф', '***'],
    ['jane@xn--mller-kva.de', '***'],
    ['请联系john@example.com谢谢', '请联系***谢谢'],
    ['jane@example.com_backup', '***_backup'],
    ['jane@example.com-2024.csv', '***-2024.csv'],
    ['jane@example.com.csv', '***.csv'],
    ['1@2.de', '***'],
  ] as const)('%s', ([text, masked]) => {
    expect(maskedBy(findEmails, text)).toBe(masked);
  });
});

describe('A45 what only looks like an address stays', () => {
  test.for([
    '@types/node@14.8.15',
    'lodash@4.17.21',
    'pkg@1.2.3-rc.next',
    'actions/checkout@v4.1.rc',
    'foo@npm:^1.0.0',
    'git@github.com:acme/api.git',
    'deploy@host.example.com:/srv/app',
    'deploy@host.example.com:team/app.git',
    'com.example.Order@284a7b6c',
    'https://medium.example/@user/post-1',
    'spark://Worker@10.1.1.1:7077',
    'akka.tcp://driver@host.example.com:7077',
    'redis://app:pw@cache.example.com/0',
    'api:v1@sha256:91a850067b993602e7db26a552a056de',
    'icon@2x.png',
    'render@bundle.min.js:1:200',
    'user@localhost',
    '@app.route("/items")',
    '@media.print',
    'a@b',
    '@'.repeat(9),
  ])('%s', (text) => {
    expect(maskedBy(findEmails, text)).toBe(text);
  });
});

test.for(['u***@company.com', '***@company.com', 'j****n@company.com', '[email]', '<email>@', '%s@example.com'])(
  'A45 the mask or placeholder %s is not masked again',
  (text) => {
    expect(maskedBy(findEmails, text)).toBe(text);
  },
);

test('A45 only strict takes letters of scripts without blanks into an address', () => {
  expect(maskedBy(findEmails, '用户@例子.公司')).toBe('用户@例子.公司');
  expect(maskedBy(findEmails, '用户@例子.公司', { isStrict: true })).toBe('***');
});

test.for(['@', 'a@', 'a@b.', '@a.', 'a.a.a.', '*@', '"a"@', 'a*a@', 'x@x.x', 'a'.repeat(70)])('36 KiB of %s take milliseconds', (unit) => {
  expect(cpuMsOf(findEmails, unit.repeat(36_864 / unit.length))).toBeLessThan(TOO_LONG_MS);
});
