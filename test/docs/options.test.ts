import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeOptions } from '../../src/options.js';
import { repository } from './pages.js';

/** A row of the table in docs/options.md: | `option` | `default` | meaning | */
const ROW = /^\| +`([^`]+)` +\| +(?:`([^`]*)`|none) +\| +(.+) +\|$/gm;

const rows = [...readFileSync(join(repository, 'docs/options.md'), 'utf8').matchAll(ROW)].map(([, name, value]) => [name, value ?? 'none']);

const literal = (value: unknown): string => {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
};

test('docs/options.md names every option of the schema once, with the default that the schema has', () => {
  const options = describeOptions().map((option) => [option.name, literal(option.default)]);
  expect(rows.toSorted()).toEqual(options.toSorted());
});

test.for(describeOptions())('the option $name says what it means', ({ description }) => {
  expect(description).toMatch(/\w/);
});
