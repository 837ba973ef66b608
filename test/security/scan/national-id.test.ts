import { describe, expect, test } from 'vitest';
import { findNationalIds } from '../../../src/security/scan/national-id.js';
import { cpuMsOf, maskedBy, TOO_LONG_MS } from './seen-by.js';

/** Country, what stands in front, the number (published examples), and the same with one sign changed where there is a check. */
const IDS = [
  ['Australia, tax file number', 'TFN ', '123 456 782', '123 456 783'],
  ['Australia, Medicare', 'medicare ', '2123 45670 1', '2123 45680 1'],
  ['Belgium', '', '85.07.30-033.28', '85.07.30-033.29'],
  ['Brazil, CPF', '', '529.982.247-25', '529.982.247-26'],
  ['Brazil, bare CPF', 'cpf=', '52998224725', '52998224735'],
  ['Brazil, CNPJ', '', '11.222.333/0001-81', '11.222.333/0001-82'],
  ['Canada', 'SIN ', '130 692 544', '130 692 545'],
  ['Canada, in words', 'social insurance number ', '130-692-544', '130-692-554'],
  ['China', '', '11010519491231002X', '110105194912310021'],
  ['Croatia', 'OIB: ', '69435151530', '69435151531'],
  ['Czechia', '', '736028/5163', '736028/5164'],
  ['Denmark', 'CPR ', '070761-4285', '071361-4285'],
  ['Finland', '', '131052-308T', '131052-308U'],
  ['France', '', '2 55 08 14 168 025 38', '2 55 08 14 168 025 39'],
  ['France, without blanks', '', '255081416802538', '255081416802548'],
  ['Germany', 'Steuer-ID ', '86 095 742 719', '86 095 742 718'],
  ['Hong Kong', '', 'A123456(3)', 'A123456(4)'],
  ['India, Aadhaar', '', '2341 2341 2346', '2341 2341 2347'],
  ['India, bare Aadhaar', 'aadhaar ', '234123412346', '234123412356'],
  ['India, PAN', '', 'ABCPE1234F', 'ABCXE1234F'],
  ['Italy', '', 'RSSMRA85T10A562S', 'RSSMRA85T10A562T'],
  ['Korea', '', '900101-1234567', '901301-1234567'],
  ['Mexico', '', 'BOXW310820HNERXN09', 'BOXW310820HNERXN08'],
  ['Netherlands', 'BSN ', '111222333', '111222334'],
  ['Norway', '', '15108695088', '15108695089'],
  ['Poland', 'PESEL ', '44051401359', '44051401358'],
  ['Portugal', 'NIF ', '123456789', '123456788'],
  ['Singapore', '', 'S1234567D', 'S1234567E'],
  ['Singapore, foreigners', '', 'G1234567X', 'G1234567W'],
  ['South Africa', '', '8001015009087', '8001015009088'],
  ['Spain, DNI', '', '12345678Z', '12345678Y'],
  ['Spain, NIE', '', 'X1234567L', 'Y1234567L'],
  ['Sweden', '', '811218-9876', '811218-9877'],
  ['Switzerland', '', '756.9217.0769.85', '756.9217.0769.86'],
  ['Turkey', 'TC ', '10000000146', '10000000147'],
  ['United Kingdom, NINO', '', 'AB 12 34 56 C', 'AB 12 34 56 E'],
  ['United Kingdom, NHS', 'NHS no. ', '943 476 5919', '943 476 5918'],
  ['United States, ITIN', '', '912-70-1234', '912-69-1234'],
] as const;

describe.for(IDS)('A45 the number of a person is found: %s', ([, word, id, wrong]) => {
  test.for(['@', 'user @ verified', '"@"', '(@),', '\\n@\\n'])('in %s', (frame) => {
    expect(maskedBy(findNationalIds, frame.replace('@', `${word}${id}`))).toBe(frame.replace('@', `${word}***`));
  });

  test('not with a wrong sign', () => {
    expect(maskedBy(findNationalIds, `${word}${wrong}`)).toBe(`${word}${wrong}`);
  });

  test('not within something longer', () => {
    expect(maskedBy(findNationalIds, `${word}x${id}`)).toBe(`${word}x${id}`);
    expect(maskedBy(findNationalIds, `${word}${id}9`)).toBe(`${word}${id}9`);
  });
});

test.for(['130 692 544', '52998224725', '111222333', '44051401359', '123 456 782', '10000000146', '943 476 5919'])(
  'A45 without a word in front %s may be anything',
  (id) => {
    expect(maskedBy(findNationalIds, `took ${id} ms`)).toBe(`took ${id} ms`);
  },
);

test.for(['1 ', '1-1-1-', '123456789 ', '12 34 56 ', '0:', 'AB12 ', '756.', '4111 ', 'A1', 'AB', '219 09 '])(
  '36 KiB of "%s" take milliseconds',
  (unit) => {
    expect(cpuMsOf(findNationalIds, unit.repeat(36_864 / unit.length))).toBeLessThan(TOO_LONG_MS);
  },
);
