// Builds dist: declarations by the TypeScript compiler, one for each source file, and JavaScript by esbuild, a few files in all.
// A service reads 4 files instead of 120 when it starts: importing `logferry/winston` takes half as long.
// What has become stale is removed at the end; dist is never empty meanwhile, for tests may be using it.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });

const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const common = {
  absWorkingDir: root,
  outbase: 'src',
  outdir: 'dist',
  // Beside the worker's entry: `new URL('./winston-worker.js', import.meta.url)` must hold in whichever file it ends up.
  chunkNames: 'transports/chunk-[hash]',
  bundle: true,
  splitting: true,
  // What is to be installed stays outside. Valibot, of which a tenth is used, comes inside: to find and to read it took an eighth of an import.
  external: [...Object.keys(dependencies), ...Object.keys(peerDependencies)],
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // V8 (of Node 20) reads ordinary functions a quarter faster than arrow functions, and every start of an app reads them all.
  // esbuild saves `this` at a function's start: no arrow function may use it in the constructor of a class that extends another.
  supported: { arrow: false },
  // A constant that is a number is written where it is used: V8 cannot know that a bundle's variables never change, and the wash is full of such constants.
  minifySyntax: true,
  sourcemap: true,
  metafile: true,
};

// `logferry/testing` is built by itself: what it has in common with the doors, two small files, would be two more files to read for them.
const results = await Promise.all([
  build({
    ...common,
    entryPoints: [
      'src/index.ts',
      'src/transports/winston.ts',
      'src/transports/winston-worker.ts',
      'src/transports/pino.ts',
      'src/security.ts',
      'src/cli/logferry.ts',
    ],
  }),
  build({ ...common, entryPoints: ['src/testing/index.ts'] }),
]);

const built = new Set(results.flatMap(({ metafile }) => Object.keys(metafile.outputs)).map((path) => join(root, path)));
for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  const source = path.replace(join(root, 'dist'), join(root, 'src')).replace(/\.d\.ts$/, '.ts');
  if (entry.isFile() && !built.has(path) && !(path.endsWith('.d.ts') && existsSync(source))) rmSync(path);
}
