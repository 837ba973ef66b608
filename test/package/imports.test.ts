import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { expect, inject, test } from 'vitest';

/** Packages that are loaded when `entry` is: its static imports, all the way down. What a dynamic import brings later is not among them. */
const loadedBy = async (entry: string): Promise<readonly string[]> => {
  const { metafile } = await build({
    entryPoints: [join(inject('consumer'), 'node_modules/logferry/dist', entry)],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    splitting: true,
    outdir: 'unwritten',
    metafile: true,
    write: false,
  });
  const staticImports = (output: string) => metafile.outputs[output]?.imports.filter(({ kind }) => kind === 'import-statement') ?? [];
  const packagesOf = (output: string): readonly string[] =>
    staticImports(output).flatMap(({ path, external }) => (external ? [path] : packagesOf(path)));
  return packagesOf(`unwritten/${basename(entry)}`);
};

test.for([
  ['index.js', ['winston', 'pino', 'undici']],
  ['testing/index.js', ['winston', 'pino', 'undici']],
  ['transports/winston.js', ['pino', 'pino-abstract-transport', 'undici']],
  ['transports/pino.js', ['winston', 'winston-transport', 'undici']],
] as const)('loading %s loads none of %j', async ([entry, unwanted]) => {
  const loaded = await loadedBy(entry);
  expect(unwanted.filter((name) => loaded.includes(name))).toEqual([]);
});

test('what an entry point does load is seen', async () => {
  expect(await loadedBy('transports/winston.js')).toContain('winston-transport');
});
