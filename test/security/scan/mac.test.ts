import { expect, test } from 'vitest';
import { findMacs } from '../../../src/security/scan/mac.js';
import { cpuMsOf, maskedBy, TOO_LONG_MS } from './seen-by.js';

test.for([
  ['dhcp lease for fc:66:52:dd:75:45', 'dhcp lease for ***'],
  ['device mac=1D-D0-3F-E5-B3-74;', 'device mac=***;'],
  ['"1dd0.3fe5.b374"', '"***"'],
  ['eui 02:00:00:ff:fe:00:00:01', 'eui ***'],
  ['bssid 1dd03fe5b374 seen', 'bssid *** seen'],
  ['\\nfc:66:52:dd:75:45.', '\\n***.'],
] as const)('A45 a hardware address is found: %s', ([text, masked]) => {
  expect(maskedBy(findMacs, text)).toBe(masked);
});

test.for([
  ['zeros', '00:00:00:00:00:00'],
  ['broadcast', 'ff:ff:ff:ff:ff:ff'],
  ['a time', '12:30:45'],
  ['a fingerprint', 'aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99'],
  ['a long row', 'aa:bb:cc:dd:ee:ff:00'],
  ['two kinds of separators', 'fc:66-52:dd-75:45'],
  ['bare hex', 'commit 1dd03fe5b374'],
  ['a UUID', '1dd03fe5-b374-4f1a-9c2d-1dd03fe5b374'],
  ['an algorithm', 'MAC algorithm hmac-sha2-256'],
  ['a mask', 'fc:66:52:***'],
] as const)('A45 %s is no hardware address: %s', ([, text]) => {
  expect(maskedBy(findMacs, text)).toBe(text);
});

test.for(['aa:', 'aa-', 'ff ', 'f', 'abcd.', 'mac 1dd03fe5b374 '])('36 KiB of "%s" take milliseconds', (unit) => {
  expect(cpuMsOf(findMacs, unit.repeat(36_864 / unit.length))).toBeLessThan(TOO_LONG_MS);
});
