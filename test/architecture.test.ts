import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What stands where. A room sees its own files and the floors below; rooms of one floor are strangers. */
const FLOORS: readonly (readonly string[])[] = [
  ['core/'],
  ['context/', 'processors/', 'security/', 'audit/', 'grouping/', 'buffer/', 'delivery/', 'metrics/', 'outputs/', 'lifecycle/'],
  ['options.ts', 'handler-options.ts', 'engine-setting.ts'],
  ['check-settings.ts'],
  ['hallway.ts'],
  ['handler.ts'],
  ['transports/', 'middleware/', 'testing/'],
  ['index.ts', 'security.ts', 'cli/'],
];
const LONGEST_FILE_LINES = 200;
const LONGER_FILES: readonly string[] = [];
/** Entry points of worker threads: Pino and thread-stream ask for a default export. */
const DEFAULT_EXPORTS: readonly string[] = ['transports/pino.ts', 'transports/winston-worker.ts'];
const FORBIDDEN_NAME = /(?:^|\/)(?:utils?|helpers?|common|misc|shared|types)(?:\.ts$|\/)/;

/** Path within src -> text. */
type Tree = ReadonlyMap<string, string>;

const srcTree = (): Tree => {
  const root = join(import.meta.dirname, '../src');
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  return new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')]));
};

const IMPORT = /(?:\bfrom|\bimport|\b(?:import|require|resolve|new URL)\s*\()\s*['"]([^'"]+)['"]/g;

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** Static, re-exporting, type-only, dynamic imports and worker URLs, as they are written. */
const specifiersOf = (text: string): readonly string[] => [...withoutComments(text).matchAll(IMPORT)].map((match) => match[1] ?? '');

const isRelative = (specifier: string): boolean => specifier.startsWith('.');

/** Files of src that `path` imports. */
const importsOf = (path: string, text: string): readonly string[] =>
  specifiersOf(text)
    .filter(isRelative)
    .map((specifier) => posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts'));

const roomOf = (path: string): string => (path.includes('/') ? `${path.split('/', 1)[0]}/` : path);

const floorOf = (path: string): number => FLOORS.findIndex((rooms) => rooms.includes(roomOf(path)));

const maySee = (from: string, to: string): boolean => roomOf(from) === roomOf(to) || floorOf(to) < floorOf(from);

const eachFile = (tree: Tree, check: (path: string, text: string) => readonly string[]): readonly string[] =>
  [...tree].flatMap(([path, text]) => check(path, text));

const homeless = (tree: Tree) => [...tree.keys()].filter((path) => floorOf(path) < 0);

const trespasses = (tree: Tree) =>
  eachFile(tree, (path, text) =>
    importsOf(path, text)
      .filter((target) => !maySee(path, target))
      .map((target) => `${path} -> ${target}`),
  );

const danglingImports = (tree: Tree) =>
  eachFile(tree, (path, text) =>
    importsOf(path, text)
      .filter((target) => !tree.has(target))
      .map((target) => `${path} -> ${target}`),
  );

/** Core is pure: it imports no package and nothing of Node's. */
const impureCore = (tree: Tree) =>
  eachFile(tree, (path, text) =>
    roomOf(path) === 'core/'
      ? specifiersOf(text)
          .filter((specifier) => !isRelative(specifier))
          .map((specifier) => `${path} -> ${specifier}`)
      : [],
  );

const withoutErased = (text: string): string => text.replace(/^(?:import|export) type [^;]*;|\bnew URL\([^)]*\)/gm, '');

/** Circles of what is loaded at run time (types are erased, a worker loads for itself); each once, from its first file in alphabetical order. */
const cycles = (tree: Tree): readonly string[] => {
  const found = new Set<string>();
  const walk = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) found.add(inOneOrder(trail.slice(at)).join(' -> '));
    if (at >= 0 || done.has(path)) return;
    for (const target of importsOf(path, withoutErased(tree.get(path) ?? ''))) walk(target, [...trail, path]);
    done.add(path);
  };
  const done = new Set<string>();
  for (const path of tree.keys()) walk(path, []);
  return [...found];
};

const inOneOrder = (cycle: readonly string[]): readonly string[] => {
  const first = cycle.indexOf([...cycle].sort()[0] ?? '');
  return [...cycle.slice(first), ...cycle.slice(0, first)];
};

const linesIn = (text: string): number => text.split('\n').length - 1;

const tooLong = (tree: Tree) =>
  eachFile(tree, (path, text) => (linesIn(text) > LONGEST_FILE_LINES && !LONGER_FILES.includes(path) ? [path] : []));

const starExports = (tree: Tree) => eachFile(tree, (path, text) => (/^export \*/m.test(withoutComments(text)) ? [path] : []));

const defaultExports = (tree: Tree) =>
  eachFile(tree, (path, text) =>
    /^export default\b|\bas default\b/m.test(withoutComments(text)) && !DEFAULT_EXPORTS.includes(path) ? [path] : [],
  );

const vagueNames = (tree: Tree) => [...tree.keys()].filter((path) => FORBIDDEN_NAME.test(path));

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const packagesIn = (tree: Tree): readonly string[] => [
  ...new Set(
    eachFile(tree, (_, text) =>
      specifiersOf(text)
        .filter((specifier) => !isRelative(specifier) && !isBuiltin(specifier))
        .map(packageOf),
    ),
  ),
];

const builtinsWithoutPrefix = (tree: Tree) =>
  eachFile(tree, (path, text) =>
    specifiersOf(text)
      .filter((specifier) => isBuiltin(specifier) && !specifier.startsWith('node:'))
      .map((specifier) => `${path} -> ${specifier}`),
  );

type Law = {
  readonly title: string;
  readonly offenders: (tree: Tree) => readonly string[];
  /** Trees that break the law: path -> text. */
  readonly broken: readonly Readonly<Record<string, string>>[];
};

const LAWS: readonly Law[] = [
  { title: 'every file stands in a room of the plan', offenders: homeless, broken: [{ 'attic/box.ts': '' }] },
  {
    title: 'a room sees only itself and the floors below',
    offenders: trespasses,
    broken: [
      { 'buffer/batcher.ts': "import { send } from '../delivery/send.js';" },
      { 'delivery/send.ts': "import type { Store } from '../buffer/store.js';" },
      { 'core/group.ts': "const load = () => import('../handler.js');" },
      { 'testing/index.ts': "export { createTransport } from '../transports/pino.js';" },
      { 'lifecycle/spawn.ts': "new URL('../transports/pino.js', import.meta.url)" },
    ],
  },
  {
    title: 'every import leads to a file',
    offenders: danglingImports,
    broken: [{ 'core/group.ts': "import { gone } from './gone.js';" }],
  },
  {
    title: 'core imports nothing from outside',
    offenders: impureCore,
    broken: [{ 'core/clock.ts': "import { setTimeout } from 'node:timers/promises';" }, { 'core/key.ts': "import * as v from 'valibot';" }],
  },
  {
    title: 'no import runs in a circle',
    offenders: cycles,
    broken: [
      {
        'core/a.ts': "export { b } from './b.js';",
        'core/b.ts': "export { c } from './c.js';",
        'core/c.ts': "import { a } from './a.js';",
      },
    ],
  },
  {
    title: `no file is longer than ${LONGEST_FILE_LINES} lines`,
    offenders: tooLong,
    broken: [{ 'core/scroll.ts': 'line\n'.repeat(LONGEST_FILE_LINES + 1) }],
  },
  { title: 'exports are named by hand', offenders: starExports, broken: [{ 'index.ts': "export * from './handler.js';" }] },
  {
    title: 'only what a worker thread starts has a default export',
    offenders: defaultExports,
    broken: [{ 'transports/winston.ts': 'export default class {}' }, { 'core/key.ts': 'export { key as default };' }],
  },
  {
    title: 'a file is named for what it does',
    offenders: vagueNames,
    broken: [{ 'buffer/utils.ts': '' }, { 'core/helpers/keys.ts': '' }, { 'common.ts': '' }],
  },
  {
    title: 'modules of Node are imported with the prefix node:',
    offenders: builtinsWithoutPrefix,
    broken: [{ 'outputs/file.ts': "import { open } from 'fs/promises';" }],
  },
];

describe.each(LAWS)('$title', ({ offenders, broken }) => {
  test('holds in src', () => {
    expect(offenders(srcTree())).toEqual([]);
  });

  test.each(broken)('is seen broken in %o', (planted) => {
    expect(offenders(new Map(Object.entries(planted)))).not.toEqual([]);
  });
});

describe('dependencies', () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'));
  const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
  /** With what it is that its licence asks to stand in ours. */
  const compiledIn = { valibot: 'Copyright (c) Fabian Hiller' };

  test('every package that src imports is declared or compiled in, and every declared one is imported', () => {
    expect([...packagesIn(srcTree())].sort()).toEqual([...declared, ...Object.keys(compiledIn)].sort());
  });

  test.each([
    ["import { x } from 'valibot';", ['valibot']],
    ["const x = await import('@scope/name/deep.js');", ['@scope/name']],
    ["/** import 'logferry' */\n// from 'pino'\nimport 'node:fs';", []],
  ])('of %s are %j', (text, packages) => {
    expect(packagesIn(new Map([['a.ts', text]]))).toEqual(packages);
  });

  test('what is compiled in need not be installed, and travels with its licence', () => {
    const licence = readFileSync(join(import.meta.dirname, '../LICENSE'), 'utf8');
    expect(Object.keys(manifest.devDependencies)).toEqual(expect.arrayContaining(Object.keys(compiledIn)));
    expect(Object.values(compiledIn).filter((notice) => !licence.includes(notice))).toEqual([]);
  });

  test('every runtime dependency has its reason in docs/dependencies.md', () => {
    const page = readFileSync(join(import.meta.dirname, '../docs/dependencies.md'), 'utf8');
    expect([...Object.keys(manifest.dependencies), ...Object.keys(compiledIn)].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
