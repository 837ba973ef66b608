import { describe, expect, test } from 'vitest';
import { callingAt } from '../../../src/security/scan/calling-codes.js';
import { findNumbers } from '../../../src/security/scan/numbers.js';
import { cpuMsOf, maskedBy, only, TOO_LONG_MS } from './seen-by.js';

const findPhones = only('phone', findNumbers);

const CLEAR = [
  '+12065550188',
  '+1 206 555 0188',
  '+1-206-555-0188',
  '+1 (206) 555-0188',
  '+1.206.555.0188',
  '+1.2065550188',
  '+33639987848',
  '+33 6 39 98 78 48',
  '+33(0)639987848',
  '+44 20 7946 0505',
  '+44 (0)20 7946 0505',
  '+49 (30) 1234567',
  '+49 30/1234567',
  '+49 30 12 34 56 78',
  '+49-176-0406-9077',
  '+(49) 176 04069077',
  '+55 11 98456-5666',
  '+61 491 570 156',
  '+380 44 123 45 67',
  '+8613800138000',
  '+971 50 123 4567',
  '0033 6 39 98 78 48',
  '(206) 555-0188',
  '(206)555-0188',
  '206-555-0188',
  '206.555.0188',
  '206/555-0188',
  '1-702-555-0154',
  '1 (702) 555-0154',
] as const;
const FRAMES = [
  '@',
  'sms to @ failed',
  '"@"',
  '{\\"phone\\":\\"@\\"}',
  '<@>',
  '@.',
  '@, then',
  'tel:@;x=1',
  '?to=@&x=1',
  '\\n@\\n',
  '电话@。',
  '@\t200',
];

describe.for(CLEAR)('A45 the phone number %s is found', (phone) => {
  test.for(FRAMES)('in %s', (frame) => {
    expect(maskedBy(findPhones, frame.replace('@', phone))).toBe(frame.replace('@', '***'));
  });
});

test.for([
  ['phone: 020 7946 0505', 'phone: ***'],
  ['call me at 0494 92 82 32, please', 'call me at ***, please'],
  ['tel=0612345678', 'tel=***'],
  ['mobile_number: 07700 900123', 'mobile_number: ***'],
  ['{"mobileNumber":"07700900123"}', '{"mobileNumber":"***"}'],
  ['{"homePhone":{"value":"5550188"}}', '{"homePhone":{"value":"***"}}'],
  ['msisdn=491760406907', 'msisdn=***'],
  ['WhatsApp 07700900123', 'WhatsApp ***'],
  ['call 206 555 0188', 'call ***'],
  ["they're not answering at 71-33-52-22", "they're not answering at ***"],
  ['Telefonnummer 030 1234567', 'Telefonnummer ***'],
  ['téléphone 06 39 98 78 48', 'téléphone ***'],
  ['телефон 8 912 345-67-89', 'телефон ***'],
  ['phone +49.3012345678', 'phone ***'],
] as const)('A45 a word in front makes any such number a phone number: %s', ([text, masked]) => {
  expect(maskedBy(findPhones, text)).toBe(masked);
});

test.for([
  ['sms to +12125550146 200 12ms', 'sms to *** 200 12ms'],
  ['sms to +33 6 39 98 78 48 200', 'sms to *** 200'],
  ['+493023125467 12 ms', '*** 12 ms'],
  ['phone 0612345678 2024', 'phone *** 2024'],
] as const)('A45 the next number in the text stays: %s', ([text, masked]) => {
  expect(maskedBy(findPhones, text)).toBe(masked);
});

describe('A45 other numbers stay', () => {
  test.for([
    'time set +0.270003 s',
    'offset +12.345678',
    'offset +49.3012345678',
    'latencies 244 348 8217 ms',
    '2024-01-15 12:30:45',
    '2024-01-15T12:30:45+0100',
    '[10/Oct/2025:13:55:36 +0000]',
    'bytes=64463-744672',
    '-74.675575, 24.670637',
    '1700000000',
    'id 12065550188',
    'a+12065550188',
    'diff +12345678 -234',
    '+20241105',
    '1+1=2',
    '+999 123 456 789',
    '123-456-7890',
    '911-555-0188',
    '206-411-0188',
    '206-555-0188-1234',
    '1.206.555.0188.5',
    'x206-555-0188',
    'ab-206-555-0188',
    'DK50 0040 0440 1162 4',
    '0033123456789',
    'GL 0066-2254-049 posted',
    'call took 1234567 ms',
    'phone verification step 3',
    'phone checked 2024-01-15 10:00',
    'phone: 2024-01-15',
    'phone: 20240115',
    'phone at 1700000000',
    'phone: 1743628492197',
    'call from 203.110.113.155',
    'telemetry 12345678',
    'sms id 12345678',
    '+49***67',
    '***67',
  ])('%s', (text) => {
    expect(maskedBy(findPhones, text)).toBe(text);
  });
});

test('A45 only strict takes local numbers without a word', () => {
  expect(maskedBy(findPhones, 'registered 024 971 50 30')).toBe('registered 024 971 50 30');
  expect(maskedBy(findPhones, 'registered 024 971 50 30', { isStrict: true })).toBe('registered ***');
  expect(maskedBy(findPhones, '<Buffer 00 00 00 00 00 00>', { isStrict: true })).toBe('<Buffer 00 00 00 00 00 00>');
});

test.for([
  ['12065550188', '1'],
  ['33639987848', '33'],
  ['380441234567', '380'],
  ['999123456', undefined],
  ['0123456789', undefined],
] as const)('%s begins with the calling code %s', ([digits, code]) => {
  expect(callingAt(digits, 0)?.code).toBe(code);
});

test.for(['+', '+4', '+1+1', '+49 ', '(', '(2', '(206) ', '1-1-1-', '00 ', '0033 ', '1 ', '12 34 56 ', '1234567 ', 'phone 1'])(
  '36 KiB of "%s" take milliseconds',
  (unit) => {
    expect(cpuMsOf(findPhones, unit.repeat(36_864 / unit.length))).toBeLessThan(TOO_LONG_MS);
  },
);
