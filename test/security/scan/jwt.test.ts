import { describe, expect, test } from 'vitest';
import { findJwts } from '../../../src/security/scan/jwt.js';
import { BASE64URL_CHARACTERS, drawText, randomOf } from './draw-text.js';
import { cpuMsOf, findingsBy, maskedBy, TOO_LONG_MS } from './seen-by.js';

const random = randomOf(45);
const noise = (chars: number) => drawText(random, BASE64URL_CHARACTERS, chars);
const encode = (text: string) => Buffer.from(text).toString('base64url');
const HEADER = encode('{"alg":"HS256","typ":"JWT"}');
const PAYLOAD = encode('{"sub":"1234567890","name":"Jane"}');
const SIGNATURE = `${noise(42)}A`;
const JWT = [HEADER, PAYLOAD, SIGNATURE].join('.');

describe('a JWT', () => {
  test.each([
    ['signed', JWT],
    ['signed, its header written over lines', [encode('{\r\n "typ": "JWT",\n "alg": "RS256"\n}'), PAYLOAD, SIGNATURE].join('.')],
    ['with a blank in its header', [encode('{ "alg": "ES256" }'), PAYLOAD, SIGNATURE].join('.')],
    ['with padding', [Buffer.from('{"alg":"HS512"}').toString('base64'), `${PAYLOAD}==`, SIGNATURE].join('.')],
    ['not signed', `${[encode('{"alg":"none"}'), PAYLOAD].join('.')}.`],
    ['of a payload that is no JSON', [HEADER, noise(60), SIGNATURE].join('.')],
    ['with a long header', [encode(`{"typ":"JWT","x5c":["${noise(3000)}"],"alg":"RS256"}`), PAYLOAD, SIGNATURE].join('.')],
    ['with a header that says nothing', [encode('{"v":1}'), PAYLOAD, SIGNATURE].join('.')],
    ['encrypted', [encode('{"alg":"RSA-OAEP","enc":"A256GCM"}'), noise(342), noise(16), noise(80), noise(22)].join('.')],
    ['encrypted by a shared key', [encode('{"alg":"dir","enc":"A256GCM"}'), '', noise(16), noise(80), noise(22)].join('.')],
    ['cut before its signature', [HEADER, PAYLOAD].join('.')],
    ['cut in its payload', [HEADER, PAYLOAD.slice(0, 20)].join('.')],
  ])('A45 that is %s is found whole', (_, token) => {
    expect(findingsBy(findJwts, token)).toEqual([{ kind: 'jwt', start: 0, end: token.length, shown: 3 }]);
  });

  test.each([
    ['Bearer @', 'Bearer eyJ***'],
    ['"token":"@",', '"token":"eyJ***",'],
    ['session=@; Path=/', 'session=eyJ***; Path=/'],
    ['id_token%3D@%26x', 'id_token%3DeyJ***%26x'],
    ['The token was @. It has expired.', 'The token was eyJ***. It has expired.'],
    ['@\\nnext', 'eyJ***\\nnext'],
    ['\\n@', '\\neyJ***'],
    ['id-@ and @', 'id-eyJ*** and eyJ***'],
    ['https://x.example/@/next', 'https://x.example/eyJ***/next'],
    ['@.png', 'eyJ***.png'],
  ])('A45 in %s is masked alone', (frame, masked) => {
    expect(maskedBy(findJwts, frame.replaceAll('@', JWT))).toBe(masked);
  });

  test('A45 that was shortened with dots is masked up to them', () => {
    expect(maskedBy(findJwts, `got ${HEADER}.${PAYLOAD}... as token`)).toBe('got eyJ***.. as token');
  });

  test('A45 is not looked for where nobody wants it', () => {
    expect(findingsBy(findJwts, JWT, { unwanted: ['jwt'] })).toEqual([]);
  });
});

test.each([
  ...['eyJ***', 'eyJ...', HEADER, `${HEADER}.`, `${HEADER}.json`, 'they.are.here', 'key.value.pair', 'new.view.window', `x${JWT.slice(3)}`],
  ...[encode('{"page":2,"sort":"price"}'), `${encode('{"page":2}')}.min.js`, `${encode('{"page":2,"sort":"price"}')}.something.else`],
])('what is no JWT stays: %s', (text) => {
  expect(maskedBy(findJwts, text)).toBe(text);
});

test.each([
  ...['eyJ', 'eyJ-', 'eyJ.', 'eyJ..', 'ey', 'ew0-', `${HEADER}-`, `${HEADER}.`, `${encode('{"foo":"foo')}-`, '.', `${HEADER}.a.`],
])('A50 a text that repeats %s takes a few milliseconds', (bead) => {
  const repeated = bead.repeat(Math.ceil(36_000 / bead.length));
  expect(cpuMsOf(findJwts, repeated)).toBeLessThan(TOO_LONG_MS);
  expect(cpuMsOf(findJwts, `${repeated}.${'x'.repeat(18_000)}`)).toBeLessThan(TOO_LONG_MS);
});
