import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeySanitizer, createSanitizer } from '../../../src/security/sanitize/sanitize.js';

const sanitize = createSanitizer({}, false);
const onOneLine = (text: string) => sanitize(text, false);

/** The sets of the paper, written apart from the source. */
const RAW_CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

describe('A44 what could forge, hide or break a line is written visibly', () => {
  test.for([
    ['a forged line', 'alice\nINFO login ok user=admin', 'alice\\nINFO login ok user=admin'],
    ['one of Windows', 'alice\r\nINFO', 'alice\\r\\nINFO'],
    ['a carriage return that hides what stands before it', 'failed\rok', 'failed\\rok'],
    ['a tab', 'a\tb', 'a\\tb'],
    ['NUL', 'a\0b', 'a\\u{0}b'],
    ['backspaces that eat the word before them', 'root\b\b\b\bguest', 'root\\u{8}\\u{8}\\u{8}\\u{8}guest'],
    ['a bell', 'a\x07b', 'a\\u{7}b'],
    ['vertical tab and form feed', 'a\vb\fc', 'a\\u{b}b\\u{c}c'],
    ['delete', 'a\x7fb', 'a\\u{7f}b'],
    ['a colour', '\x1b[31mred\x1b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
    ['a cleared screen', '\x1b[2J\x1b[H', '\\u{1b}[2J\\u{1b}[H'],
    ['the title of a window', '\x1b]0;owned\x07', '\\u{1b}]0;owned\\u{7}'],
    ['a link', '\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\', '\\u{1b}]8;;https://evil.example\\u{1b}\\x\\u{1b}]8;;\\u{1b}\\'],
    ['a sequence with one introducer of C1', '\x9b31mred', '\\u{9b}31mred'],
    ['a device control string', '\x90q\x9c', '\\u{90}q\\u{9c}'],
    ['next line', 'a\x85b', 'a\\u{85}b'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a\\u{2028}b\\u{2029}c'],
    ['an override of direction', 'user\u202enimda', 'user\\u{202e}nimda'],
    ['an isolate', 'a\u2066b\u2069', 'a\\u{2066}b\\u{2069}'],
    ['marks of direction', 'a\u200eb\u200fc\u061cd', 'a\\u{200e}b\\u{200f}c\\u{61c}d'],
    ['one of them in an Arabic word', '\u0645\u202e\u0645', '\u0645\\u{202e}\u0645'],
    ['a space of no width', 'pay\u200bpal', 'pay\\u{200b}pal'],
    ['joiners between Latin letters', 'pay\u200dpal \u200cx', 'pay\\u{200d}pal \\u{200c}x'],
    ['word joiner, byte order mark, soft hyphen', 'a\u2060b\ufeffc\u00add', 'a\\u{2060}b\\u{feff}c\\u{ad}d'],
    ['fillers that look like nothing', 'a\u115f\u1160\u3164\uffa0b', 'a\\u{115f}\\u{1160}\\u{3164}\\u{ffa0}b'],
    ['a vowel separator of Mongolian elsewhere', 'pay\u180epal', 'pay\\u{180e}pal'],
    ['anchors of annotation', '\ufff9a\ufffab\ufffb', '\\u{fff9}a\\u{fffa}b\\u{fffb}'],
    ['a text in the tag block', 'hi\u{e0061}\u{e0062}', 'hi\\u{e0061}\\u{e0062}'],
    ['tags behind a flag that spell no region', '\u{1f3f4}\u{e0061}\u{e007f}', '\u{1f3f4}\\u{e0061}\\u{e007f}'],
    ['tags behind a flag without their end', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}', '\u{1f3f4}\\u{e0067}\\u{e0062}\\u{e0065}'],
    [
      'tags behind the end of a flag',
      `\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e007f}\u{e0061}`,
      `\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e007f}\\u{e0061}`,
    ],
    ['selectors of variation that carry bytes', 'x\u{e0131}\ufe00\ufe01', 'x\\u{e0131}\\u{fe00}\\u{fe01}'],
    ['a selector behind no emoji', 'a\ufe0fb', 'a\\u{fe0f}b'],
    ['a row of joiners behind a letter that joins', '\u0645\u200c\u200c\u0645', '\u0645\u200c\\u{200c}\u0645'],
    ['a joiner behind an emoji and before none', '\u{1f469}\u200dx', '\u{1f469}\\u{200d}x'],
    ['a shorthand and a musical control', '\u{1bca0}\u{1d173}', '\\u{1bca0}\\u{1d173}'],
    ['lone surrogates', 'a\ud83d;\ude00\ud800', 'a\\u{d83d};\\u{de00}\\u{d800}'],
    ['noncharacters', 'a\ufffeb\uffff', 'a\\u{fffe}b\\u{ffff}'],
  ] as const)('%s', ([, text, expected]) => {
    expect(onOneLine(text)).toBe(expected);
    expect(onOneLine(expected)).toBe(expected);
    expect(`${expected}`).not.toMatch(RAW_CONTROL);
  });

  test('of whatever text nothing raw is left, and doing it again changes nothing', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\ud800', '\u200d', '\u202e', '\u{1f469}', '\u{1f3f4}\u{e0067}', '\u0645', '\x1b['),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.constantFrom('escape', 'replace', 'strip'), (pieces, mode) => {
        const once = createSanitizer({ mode }, false)(pieces.join(''), false);
        expect(once).not.toMatch(RAW_CONTROL);
        expect(once).not.toMatch(BIDI);
        expect(once).not.toMatch(LONE_SURROGATE);
        expect(createSanitizer({ mode }, false)(once, false)).toBe(once);
      }),
    );
  });
});

test.for([
  ['ASCII', 'GET /api 200 {"a":[1,2]} <b> ${x} \\n =1'],
  ['other alphabets', 'Zażółć Привет 日本語 한국어 नमस्ते مرحبا שלום — “quotes” …'],
  ['a family', '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'],
  ['a profession with a skin', '\u{1f9d1}\u{1f3fd}\u200d\u{1f680}'],
  ['a heart on fire', '\u2764\ufe0f\u200d\u{1f525}'],
  ['a keycap', '1\ufe0f\u20e3 #\ufe0f\u20e3'],
  ['a text style', '\u2764\ufe0e'],
  ['the flag of Scotland', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} and on'],
  ['the flag of pirates', '\u{1f3f4}\u200d\u2620\ufe0f'],
  ['a Persian word', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
  ['Hindi and Telugu conjuncts', '\u0915\u094d\u200d\u0937 \u0c1c\u0c4d\u0c1e\u200c\u0c3e'],
  ['a Mongolian word', '\u182e\u180b\u1820\u180e\u1820'],
  ['a character beyond the BMP', '\u{20731}\u{1f680}'],
  ['nothing', ''],
] as const)('A44 %s stays as it is', ([, text]) => {
  expect(onOneLine(text)).toBe(text);
});

test('A44 a text of several lines keeps line feeds and tabs, and nothing else', () => {
  expect(sanitize('Error: x\r\n\tat y\u2028\x1b[0m', true)).toBe('Error: x\\r\n\tat y\\u{2028}\\u{1b}[0m');
});

test.for([
  ['replace', 'a\u202eb\0c\nd\te\u2028f\ud800', 'a\ufffdb\ufffdc d e f\ufffd'],
  ['strip', 'a\u202eb\0c\nd\te\u2028f\ud800', 'abc d e f'],
] as const)('A44 mode %s writes what it says, and a break still keeps two words apart', ([mode, text, expected]) => {
  expect(createSanitizer({ mode }, false)(text, false)).toBe(expected);
});

test('A44 two halves of a pair are stripped, not brought together', () => {
  expect(createSanitizer({ mode: 'strip' }, false)('\ud83d\u200b\ude00', false)).toBe('');
});

test.for([
  ['html', { html: true }, 'q=<img src=x>', 'q=\\u{3c}img src=x\\u{3e}'],
  ['jndi', { jndi: true }, '${${lower:j}ndi:ldap://x} $5 {}', '$\\u{7b}$\\u{7b}lower:j}ndi:ldap://x} $5 {}'],
  ['jndi, hidden by what is stripped', { jndi: true, mode: 'strip' }, '$\u200b{jndi:x}', '$\\u{7b}jndi:x}'],
  ['csv', { csv: true }, '=HYPERLINK("x")', '\'=HYPERLINK("x")'],
  ['csv behind blanks', { csv: true }, ' \u00a0@SUM(A1)', "' \u00a0@SUM(A1)"],
  ['csv in full width', { csv: true }, '\uff1d1', "'\uff1d1"],
  ['csv, no formula', { csv: true }, 'a=1', 'a=1'],
  ['all', { html: true, csv: true, jndi: true }, '=<${', "'=\\u{3c}$\\u{7b}"],
  ['none', {}, '=<${', '=<${'],
] as const)('A44 the option for %s guards its reader, once', ([, options, text, expected]) => {
  const guard = createSanitizer(options, false);
  expect(guard(text, false)).toBe(expected);
  expect(guard(expected, false)).toBe(expected);
});

test('A44 a leading tab is a formula where it stays', () => {
  expect(createSanitizer({ csv: true }, false)('\tx', true)).toBe("'\tx");
});

test('A44 a key has one line', () => {
  expect(createKeySanitizer({}, false)('k\nforged')).toBe('k\\nforged');
});

test('A44 with preset off a text is left alone', () => {
  expect(createSanitizer({ html: true }, true)('\u202e<', false)).toBe('\u202e<');
});

test.for([
  ['****1111'],
  ['u***@company.com'],
  ['+49***67'],
  ['2001:db8:1::x'],
  ['[private_key]'],
  ['email:k1:3q2-_A'],
  ['…[...TRUNCATED]'],
] as const)('A44 the mask %s passes', ([mask]) => {
  expect(onOneLine(mask)).toBe(mask);
});

test.for([
  ['controls', '\0'.repeat(36_000)],
  ['tags without a flag', '\u{e0061}'.repeat(18_000)],
  ['flags of tags without end', '\u{1f3f4}\u{e0061}'.repeat(9_000)],
  ['joiners', '\u{1f469}\u200d'.repeat(12_000)],
  ['low surrogates', '\udc00'.repeat(36_000)],
] as const)('A44 twice as much of %s takes little more than twice the time', ([, text]) => {
  const millisOf = (input: string) => {
    const start = process.cpuUsage();
    onOneLine(input);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  onOneLine(text);
  const single = Math.min(...Array.from({ length: 5 }, () => millisOf(text)));
  const fourfold = Math.min(...Array.from({ length: 5 }, () => millisOf(text.repeat(4))));
  expect(fourfold).toBeLessThan(10 * single + 300);
});
