import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

/** A single character beyond Latin-1 doubles what a file takes in memory, and any beyond ASCII makes it slower to read: esbuild escapes those in texts only. */
test('all that an app loads is ASCII', () => {
  const dist = join(inject('consumer'), 'node_modules/logferry/dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  expect(files).toContain('index.js');
  expect(files.filter((file) => !/^[\0-\x7f]*$/.test(readFileSync(join(dist, file), 'utf8')))).toEqual([]);
});
