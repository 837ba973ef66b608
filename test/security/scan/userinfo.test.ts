import { expect, test } from 'vitest';
import { washNamed, withSecret } from './wash-named.js';

test.each([
  ['connect failed: postgres://app:#@db.internal:5432/orders', 'hunter2!Cz3'],
  ['redis://:#@cache.internal:6379/0', 'iloveyou7'],
  ['mongodb+srv://svc_user:#@cluster0.ab1cd.mongodb.net/prod?retryWrites=true', 'S3cr3t!pass'],
  ['mongodb://u:#@h1:27017,h2:27017/db?replicaSet=rs', 'p9!x'],
  ['amqp://u:#@mq/v', 'a:b:c'],
  ['postgres://app:#@db.internal:5432/x', 'p@ss/w0rd'],
  ['postgres://app:#@db.internal/x', 'p%a?b'],
  ['mysql://root:#@10.0.0.7:3306/shop', 'a#b'],
  ['mysql://root:#@[::1]:3306/shop', 'kestrel'],
  ['git remote add origin https://bot:#@git.example.com/acme/app.git', 'SmB2!pL!Y-'],
  ['https://#@sentry.example/1', '3f2a9c81d7e64b05a1c2'],
  ['ldap://cn=admin,dc=x:#@ldap.x.com', 'kestrel'],
  ['smtp://bob%40x.com:#@smtp.x.com:587', 'kestrel'],
  ['app:#@tcp(db:3306)/shop', 'kestrel'],
  ['jdbc:oracle:thin:scott/#@//db:1521/x', 'tiger99'],
  ['http://user:#@proxy.example.com:8080?mail=bob@example.com', 'kestrel'],
  ['https://__token__:#@pypi.example.com/simple', 'kestrel.Otter9'],
  ['git clone https://x-access-token:#@github.example.com/acme/infra.git', 'kestrel'],
  ['{"url":"https://password:#@x.example.com/a"}', 'kestrel'],
])('A45 the password in %s goes, user and host stay', (row, secret) => {
  const [before = '', after = ''] = row.split('#');
  const washed = washNamed(before + secret + after);
  expect(washed).toBe(`${before}***${after}`);
  expect(washNamed(washed)).toBe(washed);
});

test('A45 a token for a user goes with the password', () => {
  expect(washNamed(withSecret('https://#:x@git.example.com', '3f2a9c81d7e64b05a1c2'))).not.toContain('3f2a9c81d7e64b05a1c2');
});

test.each([
  ...[
    'https://medium.example/@user/post-abcdef12',
    'http://localhost:3000/@scope/pkg',
    'https://registry.npmjs.org/@types/node',
    'ssh://git@github.com/a/b',
  ],
  ...[
    'git@github.com:a/b.git',
    'spark://CoarseGrainedScheduler@10.10.34.11',
    'akka.tcp://name@host:123',
    'https://x.com/a?mail=bob@example.com',
  ],
  ...[
    'postgres://u:***@h/db',
    'https://user:${PASSWORD}@h.example',
    'http://localhost:5904/healthz',
    'http://token:8080/path',
    'redis://secret:6379',
    'https://x.com:443/a:b@c.com',
  ],
])('A45 no password, nothing to mask: %s', (text) => {
  expect(washNamed(text)).toBe(text);
});
