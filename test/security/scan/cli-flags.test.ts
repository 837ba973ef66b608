import { expect, test } from 'vitest';
import { washNamed } from './wash-named.js';

test.each([
  ['spawn backup --user admin --password kestrel --out /tmp/x', 'spawn backup --user admin --password *** --out /tmp/x'],
  ['tool --api-key=kestrel --verbose', 'tool --api-key=*** --verbose'],
  ['["--password","kestrel","--x"]', '["--password","***","--x"]'],
  ["[ '--token', 'kestrelabc', 'x' ]", "[ '--token', '***', 'x' ]"],
  ['keytool -storepass changeit -alias x', 'keytool -storepass *** -alias x'],
  ['mysql -uroot -pS3cretPw shop', 'mysql -uroot -p*** shop'],
  ["mysqldump -h db -u root -p'a b c9' shop", "mysqldump -h db -u root -p'***' shop"],
  ['curl -u bob:kestrel https://x.y', 'curl -u bob:*** https://x.y'],
  ["curl -s --user 'bob:kes trel' https://x.y", "curl -s --user 'bob:***' https://x.y"],
  ['sshpass -p kestrel ssh host', 'sshpass -p *** ssh host'],
  ['redis-cli -h h -a kestrel ping', 'redis-cli -h h -a *** ping'],
  ['sshpass -pkestrel ssh host', 'sshpass -p*** ssh host'],
  ['curl -sSu bob:kestrel https://x.y', 'curl -sSu bob:*** https://x.y'],
  ['http -a bob:kestrel GET x.y', 'http -a bob:*** GET x.y'],
  ['docker login -u bob -p kestrel registry', 'docker login -u bob -p *** registry'],
  ['helm registry login -u bob -p kestrel x.y', 'helm registry login -u bob -p *** x.y'],
  ['openssl enc -aes-256-cbc -k kestrel -in x', 'openssl enc -aes-256-cbc -k *** -in x'],
  ['argv: ["sshpass","-p","kestrel","ssh"]', 'argv: ["sshpass","-p","***","ssh"]'],
  ['{\\"argv\\":[\\"sshpass\\", \\"-p\\", \\"kestrel\\"]}', '{\\"argv\\":[\\"sshpass\\", \\"-p\\", \\"***\\"]}'],
  ['{"args":["deploy","--api-key","kestrel","--prod"]}', '{"args":["deploy","--api-key","***","--prod"]}'],
])('A45 what follows a flag for secrets is masked: %s', (text, washed) => {
  expect(washNamed(text)).toBe(washed);
  expect(washNamed(washed)).toBe(washed);
});

test.each([
  ...[
    'use --password to set one',
    '--password is required',
    'Usage: login --user <user> --password <password>',
    '--password-stdin is safer',
    '--token-file /run/x',
  ],
  ...[
    'mysql -p shop',
    'mysql -p',
    'curl -u bob https://x',
    'docker run -p 8080:80 nginx',
    'docker login && docker run --rm -p 8080:80 nginx',
    'curl -u "$USER:$PASS" https://x',
    'http -v GET https://x -a none',
    'curl -u bob -o out https://x:8080/y',
    'kubectl -n prod get pods -p x',
    'mkdir -p /srv/app',
    '--secret-id my/db',
  ],
])('A45 a flag without a secret stays: %s', (text) => {
  expect(washNamed(text)).toBe(text);
});
