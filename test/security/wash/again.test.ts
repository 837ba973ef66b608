import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';

const wash = createWash();
const members = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));

test.each([
  ['an object of 501 members', JSON.stringify(members(501)), '"…":"1 more"'],
  ['an object of 700 members', JSON.stringify(members(700)), '"…":"200 more"'],
  ['an object of 700 members in a record', JSON.stringify({ msg: 'm', o: members(700) }), '"…":"200 more"'],
  ['a list of 1,500 items', JSON.stringify({ msg: 'm', list: Array.from({ length: 1500 }, (_, index) => index) }), '"…500 more"'],
])('A46 of %s a line tells how many were left out, and washing it again leaves out no more', (_, line, mark) => {
  const once = wash.line(line);
  expect(once).toContain(mark);
  expect(wash.line(once)).toBe(once);
});

test('A46 of a line that was cut before it was read nobody knows how many members there were', () => {
  const given = JSON.stringify(members(100_001));
  const once = wash.line(given);
  expect(once).toMatch(/"k499":499,"…":"at least \d+ more","truncated":true,"originalBytes":\d+\}$/);
  expect(JSON.parse(once)).toMatchObject({ originalBytes: given.length });
  expect(wash.line(once)).toBe(once);
});

test('A46 the record of a rule keeps its tags when it is washed again', () => {
  const tagging = createWash({ rules: [{ name: 'own', literals: ['EMP-'], pattern: /EMP-\d{6}/, action: 'tag' }] });
  const once = tagging.line(JSON.stringify({ msg: 'EMP-123456', ...members(700) }));
  expect(once).toContain('"securityTags":["own"]');
  expect(wash.line(once)).toBe(once);
});

test('A46 a user’s own members of these names are washed like any other', () => {
  const record = wash.record({
    ...members(499),
    '…': 'password=hunter22',
    truncated: true,
    originalBytes: 'bob@example.com',
    securityTags: 7,
  });
  expect(Object.entries(record as object).slice(499)).toEqual([
    ['…', 'password=***'],
    ['……1', '3 more'],
  ]);
});

test.each([
  ['texts', (index: number) => 'x'.repeat(900 + index)],
  ['texts of three bytes a character', () => '語'.repeat(400)],
  ['texts full of escapes', () => '"\\'.repeat(300)],
  ['numbers', (index: number) => 1.234567890123456e-100 * (index + 1)],
  ['long texts', () => 'word '.repeat(20_000)],
])('A46 a copy of too many %s is no larger, as JSON, than a record may be, and stays so', (_, make) => {
  const list = Array.from({ length: 20 }, () => Array.from({ length: 1000 }, (_item, index) => make(index)));
  for (const value of [{ msg: 'm', list }, list]) {
    const copy = wash.record(value);
    const bytes = Buffer.byteLength(JSON.stringify(copy));
    expect(bytes).toBeLessThanOrEqual(262_144);
    expect(bytes).toBeGreaterThan(200_000);
    expect(Array.isArray(copy)).toBe(Array.isArray(value));
    expect(wash.record(copy)).toEqual(copy);
  }
});

test('A46 a copy that the bytes cut is counted as truncated, once', () => {
  const counting = createWash();
  counting.record({ list: Array.from({ length: 200 }, () => '語'.repeat(600)) });
  expect(counting.stats().truncated).toBe(1);
});

test.each([
  ['percent', 'pass%77ord'],
  ['escapes of JSON', 'p\\u0061ssword'],
  ['what cannot be seen', 'pass\u200bword'],
  ['another alphabet', 'p\u0430ssword'],
  ['full width', '\uff50assword'],
])('A45 a key that is written with %s is read', (_, key) => {
  expect(JSON.stringify(wash.record({ [key]: 'maple-otter-41' }))).not.toContain('maple');
  expect(wash.line(JSON.stringify({ [key]: 'maple-otter-41' }))).not.toContain('maple');
});

test.each([4, 5, 6, 7, 8, 9, 10])('A45 a secret in JSON in JSON, %i deep, is found in a message and in a line', (depth) => {
  const json = Array.from({ length: depth }).reduce<string>(
    (inner) => JSON.stringify({ inner }),
    JSON.stringify({ password: 'maple-otter-41', n: 1 }),
  );
  expect(wash.line(json)).not.toContain('otter');
  expect(JSON.stringify(wash.record({ msg: json }))).not.toContain('otter');
});

test.each([
  ['mysql -u root -pmaple-otter-41 shop', 'mysql -u root -p*** shop'],
  ['sshpass -p maple-otter-41 ssh ops', 'sshpass -p *** ssh ops'],
  ['curl -u mia:maple-otter-41 localhost', 'curl -u mia:*** localhost'],
  ['redis-cli -a maple-otter-41 ping', 'redis-cli -a *** ping'],
  ['mongosh -u mia -p maple-otter-41 shop', 'mongosh -u mia -p *** shop'],
  ['ldapsearch -x -w maple-otter-41', 'ldapsearch -x -w ***'],
  ['sqlcmd -S db -P maple-otter-41 -d shop', 'sqlcmd -S db -P *** -d shop'],
  ['smbclient -U mia%maple-otter-41 //nas', 'smbclient -U mia%*** //nas'],
  ['7z x -pmaple-otter-41 a.7z', '7z x -p*** a.7z'],
  ['az login -u mia -p maple-otter-41', 'az login -u mia -p ***'],
])('A45 a password behind a flag of one letter is found in a record and a line: %s', (text, masked) => {
  expect(wash.record({ msg: text })).toEqual({ msg: masked });
  expect(JSON.parse(wash.line(JSON.stringify({ msg: text })))).toEqual({ msg: masked });
});
