import { describe, expect, test } from 'vitest';
import { findIpv6s } from '../../../src/security/scan/ipv6.js';
import { findNumbers } from '../../../src/security/scan/numbers.js';
import { cpuMsOf, findingsBy, maskedBy, only, TOO_LONG_MS } from './seen-by.js';

const findIps = only('ip', findNumbers, findIpv6s);

describe.for(['203.0.113.5', '172.32.0.1', '100.128.3.4', '192.0.2.17', '223.255.255.254', '062.108.225.097'])(
  'A45 the IPv4 address %s is found',
  (address) => {
    test.for([
      '@',
      '@ - - [10/Oct/2025:13:55:36 +0000] "GET /"',
      'connect ECONNREFUSED @:5432',
      'connect to @.',
      '@/24',
      '[@]',
      '("@")',
      'X-Forwarded-For: @, 10.0.0.3',
      'client_ip=@&x=1',
      'http://@/x',
      'root@@',
      'host/@:80',
      '/@:9866',
      '/lookup/@',
      '\\n@\\n',
      '来自@的请求',
      '<ip>@:80</ip>',
    ])('in %s', (frame) => {
      const at = frame.lastIndexOf('@');
      const write = (text: string) => `${frame.slice(0, at)}${text}${frame.slice(at + 1)}`;
      expect(maskedBy(findIps, write(address))).toBe(write('***'));
    });
  },
);

test.for([
  '8.8.8.8',
  'dns 8.8.8.8',
  'ip=1.1.1.1',
  '1.2.3.4:80',
  'connect to 1.2.3.4',
  'x-forwarded-for: 1.1.1.1, 8.8.8.8',
  '["9.9.9.9"]',
  '1.2.3.4 - - [',
])('A45 small numbers are an address where they are used as one: %s', (text) => {
  expect(maskedBy(findIps, text)).toBe(text.replaceAll(/\d+\.\d+\.\d+\.\d+/g, '***'));
});

test('A45 both ends of a range are found', () => {
  expect(maskedBy(findIps, '203.0.113.5-203.0.113.9')).toBe('***-***');
});

describe('A45 addresses of nobody in particular stay', () => {
  test.for([
    '10.1.2.3',
    '172.16.5.5',
    '172.31.255.1',
    '192.168.1.1',
    '127.0.0.1',
    '169.254.1.1',
    '100.64.3.2',
    '0.0.0.0',
    '0.0.0.255',
    '255.255.255.0',
    '255.255.255.255',
    '224.0.0.251',
    '203.0.0.0',
  ])('%s', (address) => {
    expect(maskedBy(findIps, `from ${address}:80`)).toBe(`from ${address}:80`);
  });
});

describe('A45 versions and other dotted numbers stay', () => {
  test.for([
    'v21.22.23.24',
    'Chrome/90.0.167.143',
    '/opt/chrome/120.0.99.109/bin',
    'version 21.22.23.24 released',
    'Version=21.22.23.24, Culture=neutral',
    'productVersion: "21.22.23.24"',
    'upgraded from 21.22.23.24 to 21.22.23.25',
    'build number 21.22.23.24',
    'RFC 5321 section 4.5.3.1',
    'Fixes since 1.5.4.7',
    'amd64~~6.1.1.0',
    '~21.22.23.24',
    '>=21.22.23.24',
    'pkg-21.22.23.24',
    '21.22.23.24-beta',
    '21.22.23.24+build7',
    '21.22.23.24.tar.gz',
    '21.22.23.24_amd64',
    '1.3.6.1.4.1.311',
    '256.1.1.1',
    '1.2.3',
    '21.22.23.2456',
    '203.0.113.x',
  ])('%s', (text) => {
    expect(maskedBy(findIps, text)).toBe(text);
  });
});

describe.for([
  '2001:db8:85a3:0:0:8a2e:370:7334',
  '2001:db8::1',
  '2A00:1450:4001:82A::200E',
  '6e40:4041:c617:e898:c11:40d2:c669:2eb4',
  '::ffff:203.0.113.5',
  '64:ff9b::203.0.113.5',
  '2001:db8::10.0.0.1',
])('A45 the IPv6 address %s is found', (address) => {
  test.for(['@', '[@]:8443 closed', '"@"', 'ip:@ ', 'src=@,', '@/64', '@%eth0', 'from @.', '(@)', '\\n@\\n', '来自@的'])(
    'in %s',
    (frame) => {
      const { start, end } = findingsBy(findIps, frame.replace('@', address))[0] ?? { start: 0, end: 0 };
      expect([start, end - start]).toEqual([frame.indexOf('@'), address.length]);
    },
  );
});

test.for([
  ['feed:2001:db8:1:2:3:4:5:6', 'feed:***'],
  ['2001:db8:1:2:3:4:5:6:8080', '***:8080'],
  ['peer 2001:db8::1: reset', 'peer ***: reset'],
  ['It was 2001:db8:85a3::8a2e:370:7334..', 'It was ***..'],
  ['from...2001:db8::1... to', 'from...***... to'],
  [`2001:db8::1${'.'.repeat(100)}`, `***${'.'.repeat(100)}`],
] as const)('A45 what touches an IPv6 address stays: %s', ([text, masked]) => {
  expect(maskedBy(findIps, text)).toBe(masked);
});

describe('A45 what is no IPv6 address of the public network stays', () => {
  test.for([
    '::',
    '::1',
    'fe80::1%eth0',
    'fd00:1234::1',
    'fc00:ac:1ab5:fff::1',
    'ff02::1:2',
    '::ffff:10.0.0.1',
    '12:30:45',
    '2025:01:02 03:04:05',
    '00:1b:44:11:3a:b7',
    '00:11:22:33:44:55:66:77',
    'SHA256 aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:11',
    'std::vector',
    'face::b',
    'abc::def',
    'Foo::Bar::baz',
    'arn:aws:s3:::acme',
    '2001:db8:1::x',
    '1:2:3',
  ])('%s', (text) => {
    expect(maskedBy(findIps, text)).toBe(text);
  });
});

test.for(['1.', '1.1.1.1.', '1.2.3.4 ', 'v1.2.3.4 ', ':', '0:', '::', 'a:b:', '1:2:', '2001:db8:', 'f'])(
  '36 KiB of "%s" take milliseconds',
  (unit) => {
    expect(cpuMsOf(findIps, unit.repeat(36_864 / unit.length))).toBeLessThan(TOO_LONG_MS);
  },
);
