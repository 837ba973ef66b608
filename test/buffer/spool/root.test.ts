import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemFiles } from '../../../src/buffer/spool/files.js';
import { prepareRoot } from '../../../src/buffer/spool/root.js';
import { ConfigurationError } from '../../../src/core/errors.js';
import { tempDirectory } from './logs.js';

const refusalOf = (directory: string): unknown => {
  try {
    return prepareRoot(directory, systemFiles);
  } catch (error) {
    return error;
  }
};

describe('the directory of a spool', () => {
  test('is made with its parents, for this user alone', () => {
    const path = join(tempDirectory(), 'a', 'b');
    expect(prepareRoot(path, systemFiles)).toEqual({ ok: true, path });
    expect(lstatSync(path).mode & 0o777).toBe(0o700);
  });

  test('that is there already is taken as it is, and left so', () => {
    const path = tempDirectory();
    chmodSync(path, 0o755);
    expect(prepareRoot(`${path}/`, systemFiles)).toEqual({ ok: true, path });
    expect(lstatSync(path).mode & 0o777).toBe(0o755);
    expect(readdirSync(path)).toEqual([]);
  });

  test('counts from the working directory where it is relative', () => {
    const path = join(tempDirectory(), 'spool');
    expect(prepareRoot(relative(process.cwd(), path), systemFiles)).toEqual({ ok: true, path });
  });

  test.each<[name: string, make: (path: string) => void, message: RegExp]>([
    [
      'D22 a symbolic link to a directory',
      (path) => {
        mkdirSync(`${path}-target`);
        symlinkSync(`${path}-target`, path);
      },
      /symbolic link.*name the directory itself/,
    ],
    ['D22 a symbolic link to nothing', (path) => symlinkSync(`${path}-nowhere`, path), /symbolic link/],
    ['D22 a directory that its group may write in', (path) => mkdirSync(path) ?? chmodSync(path, 0o770), /chmod 700/],
    ['D22 a directory that everybody may write in', (path) => mkdirSync(path) ?? chmodSync(path, 0o1777), /chmod 700/],
    ['a file', (path) => writeFileSync(path, ''), /not a directory.*name another place/],
  ])('%s is refused', (_name, make, message) => {
    const path = join(tempDirectory(), 'spool');
    make(path);
    const error = refusalOf(path);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toMatch(message);
    expect(String(error)).toContain(`option \`spool.directory\`: ${JSON.stringify(path)}`);
  });

  test('beneath a file is refused', () => {
    const file = join(tempDirectory(), 'file');
    writeFileSync(file, '');
    expect(String(refusalOf(join(file, 'spool')))).toMatch(/a part of this path is a file/);
  });

  test.runIf(process.geteuid?.() === 0)('D22 that belongs to another user is refused', () => {
    const path = tempDirectory();
    chownSync(path, 65_534, 65_534);
    expect(String(refusalOf(path))).toMatch(/belongs to user 65534 and this process runs as user 0; chown it/);
  });

  test.each(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EIO'])('D7 that cannot be made for %s may be tried again', (code) => {
    const path = join(tempDirectory(), 'spool');
    const mkdirSync = (): never => {
      throw Object.assign(new Error(code), { code });
    };
    expect(prepareRoot(path, { ...systemFiles, mkdirSync })).toEqual({ ok: false, path, reason: code });
    expect(prepareRoot(path, systemFiles)).toEqual({ ok: true, path });
  });

  test('D7 that cannot be looked at may be tried again', () => {
    const lstatSync = (): never => {
      throw Object.assign(new Error('no'), { code: 'EACCES' });
    };
    expect(prepareRoot('/spool', { ...systemFiles, lstatSync: Object.assign(lstatSync) })).toEqual({
      ok: false,
      path: '/spool',
      reason: 'EACCES',
    });
  });
});
