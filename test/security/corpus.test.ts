import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createWash } from '../../src/security/wash/create-wash.js';
import type { Wash } from '../../src/security/wash/wash.js';
import { deepEq, flat, type Item, load, materialise, PROPS, type PropertyContext, type Score, score } from './corpus/check.mjs';

// The open corpora, with the figures of SECURITY.md as thresholds; the table is printed. The public sets may not be committed: they are read where they lie.

const here = join(import.meta.dirname, 'corpus');
const shared = join(import.meta.dirname, '../../../shared/data/security');
const generated = (name: string) => load(join(here, `${name}.generated.jsonl`));
const hasPublic = existsSync(join(shared, 'positives.public.jsonl'));
const publicly = (name: string) => (hasPublic ? load(join(shared, `${name}.jsonl`)) : []);

const usual = createWash();
const washes = new Map<string, Wash>();
const washOf = ({ config }: Item): Wash => {
  if (config?.paths === undefined) return usual;
  const name = config.paths.join();
  const wash = washes.get(name) ?? createWash({ paths: config.paths });
  washes.set(name, wash);
  return wash;
};

/** Both ways that a record may take. */
const WAYS: readonly (readonly [string, (value: unknown, item: Item) => unknown])[] = [
  ['record', (value, item) => washOf(item).record(value)],
  ['line', (value, item) => asLine(washOf(item), value)],
];

const asLine = (wash: Wash, value: unknown): unknown => {
  const isText = typeof value === 'string';
  const washed = JSON.parse(wash.line(JSON.stringify(isText ? { value } : value))) as { readonly value: unknown };
  return isText ? washed.value : washed;
};

/** Of an address a /24 or a /48 stays, by design. */
const isAddress = ({ kind }: Item): boolean => kind === 'ipv4' || kind === 'ipv6';

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const percent = (share: number | undefined): string => `${((share ?? 0) * 100).toFixed(1)} %`;

const failing = (byKind: Score['byKind']): readonly string[] =>
  Object.entries(byKind)
    .filter(([, { n, ok }]) => ok < n)
    .map(([kind, { n, ok }]) => `${kind} ${ok}/${n}`);

describe.each(WAYS)('by %s', (way, wash) => {
  test('A45 S1 S4 S5 S6 the generated corpora: recall, harm, what must stay', async () => {
    const result = await score(generated('positives'), generated('negatives'), wash);
    print(
      `${way}: recall core ${percent(result.tiers['core'])}, hard ${percent(result.tiers['hard'])}, extended ${percent(result.tiers['extended'])}; ` +
        `altered ${result.changed} of ${result.negN}; kept parts lost ${result.keepLost}, partly masked ${result.partial}; missing: ${failing(result.byKind).join(', ') || 'none'}`,
    );
    expect(result.err).toBe(0);
    expect(result.tiers['core']).toBeGreaterThanOrEqual(0.995);
    expect(result.tiers['hard']).toBeGreaterThanOrEqual(0.95);
    expect(result.changed).toBeLessThanOrEqual(1);
    expect(result.keepLost).toBe(0);
    const others = generated('positives').filter((item) => !isAddress(item));
    const { partial, posN } = await score(others, [], wash);
    expect(partial / posN).toBeLessThanOrEqual(0.01);
  });

  test.skipIf(!hasPublic)('A45 S3 S5 the public corpora: recall and harm', async () => {
    const negatives = publicly('negatives.public').filter(({ profile }) => profile === 'default');
    const result = await score(publicly('positives.public'), negatives, wash);
    print(`${way}: public recall core ${percent(result.tiers['core'])}; altered ${result.changed} of ${result.negN}`);
    expect(result.tiers['core']).toBeGreaterThanOrEqual(0.99);
    expect(result.changed / result.negN).toBeLessThanOrEqual(0.01);
  });

  test('S15 washing what is washed changes nothing', () => {
    const positives = [...generated('positives'), ...publicly('positives.public')];
    const changed = positives.filter((item) => {
      const once = wash(item.text ?? item.record, item);
      return !deepEq(wash(once, item), once);
    });
    expect(changed.map(({ id }) => id)).toEqual([]);
  });
});

test('A44 S12 the injection corpora: every property of every item', () => {
  const items = [...generated('injection'), ...publicly('injection.blns')];
  const optional = createWash({ sanitize: { html: true, csv: true, jndi: true } });
  const broken: string[] = [];
  for (const item of items) {
    const check = (wash: Wash, names: readonly string[]) => {
      const context = contextOf(item, wash);
      for (const name of names) if (!PROPS[name]?.(context)) broken.push(`${item.id} ${name}`);
    };
    check(usual, item.expect);
    check(optional, item.expectOpt ?? []);
  }
  print(`injection: ${items.length} items, ${broken.length} properties broken`);
  expect(broken).toEqual([]);
});

const contextOf = (item: Item, wash: Wash): PropertyContext => {
  if (item.header !== undefined) {
    const header = wash.header(item.header.name, item.header.value);
    return { line: '', out: undefined, f: '', item, threw: false, cells: [], header: header && { name: header[0], value: header[1] } };
  }
  let out: unknown;
  let threw = false;
  try {
    out = wash.record(materialise(item));
  } catch {
    threw = true;
  }
  const line = `${JSON.stringify(out)}\n`;
  const cells = Object.values((out ?? {}) as object).filter((cell): cell is string => typeof cell === 'string');
  return { line, out, f: flat(out), item, threw, cells, header: undefined };
};
