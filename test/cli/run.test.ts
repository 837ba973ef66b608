import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { freshDirectory } from './plant.js';
import { logferry } from './terminal.js';

describe('help', () => {
  test.each([[[]], [['--help']], [['-h']], [['spool']], [['spool', '--help']]])('is what %j gets', async (args) => {
    const { code, out, err } = await logferry(args);
    expect([code, err]).toEqual([0, '']);
    for (const command of ['ls', 'cat', 'replay', 'purge']) expect(out).toContain(`logferry spool ${command}`);
  });

  test.each(['ls', 'cat', 'replay', 'purge'])('of %s names its options and is no wider than a terminal', async (command) => {
    const { code, out } = await logferry(['spool', command, '--help']);
    expect(code).toBe(0);
    expect(out).toContain('--key-file');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('of the program is no wider either', async () => {
    const { lines } = await logferry([]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

test.each(['--version', '-v'])('%s is that of the package', async (option) => {
  expect((await logferry([option])).out).toBe(`${manifest.version}\n`);
});

describe('what is not understood ends with 2, and says what would be right', () => {
  const here = '.';
  test.each<[readonly string[], string]>([
    [['spoil', 'ls'], 'there is no command "spoil ls"; see logferry --help'],
    [['spool', 'list', here], 'there is no command "spool list"'],
    [['spool', 'ls'], 'which directory?'],
    [['spool', 'ls', here, 'two'], 'one directory at a time; "two" is one too many'],
    [['spool', 'ls', here, '--jason'], "Unknown option '--jason'; see logferry spool ls --help"],
    [['spool', 'cat', here, '--log'], "Option '--log <value>' argument missing"],
    [['spool', 'cat', '/does/not/exist'], 'cannot read the directory /does/not/exist (ENOENT)'],
    [['spool', 'cat', here, '--log', 'aaaaaaaaaaaaaaaa'], 'there is no log aaaaaaaaaaaaaaaa in .'],
    [['spool', 'cat', here, '--key-file', '/does/not/exist'], '--key-file: cannot read /does/not/exist (ENOENT)'],
    [['spool', 'cat', here, '--key-file', 'README.md'], '--key-file: README.md must hold JSON'],
    [['spool', 'cat', here, '--key-file', 'package.json'], '--key-file: the key "name" must be 32 bytes in base64'],
    [['spool', 'purge', here, '--older-than', '3 days'], '--older-than must be a time such as 90s, 30m, 72h or 7d; received "3 days"'],
    [['spool', 'replay', here], 'Give the collector by --url'],
    [['spool', 'replay', here, '--url', 'ftp://x'], 'option `url`: must be an http:// or https:// URL'],
    [['spool', 'replay', here, '--url', 'http://x', '--header', 'token s3cret'], "--header must look like 'Name: text'"],
    [['spool', 'replay', here, '--url', 'http://x', '--header', 'X: {oops'], 'option `requestHeaders.X`'],
    [['spool', 'replay', here, '--url', 'http://x', '--format', 'xml'], 'option `format`: must be'],
    [['spool', 'replay', here, '--url', 'http://x', '--wait', 'long'], '--wait must be a time'],
    [['spool', 'replay', here, '--url', 'http://x', '--purge', '--group', 'a'], '--purge deletes whole files; it cannot go with --group'],
    [['spool', 'replay', '-', '--url', 'http://x', '--purge'], '--purge deletes in a directory'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await logferry(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toMatch(/^logferry: .*; see logferry .*--help\n$/);
    expect(err).not.toContain('s3cret');
  });
});

test.each(['ls', 'cat', 'purge'])('%s of an empty directory is no error', async (command) => {
  expect(await logferry(['spool', command, freshDirectory()])).toMatchObject({ code: 0, err: '' });
});
