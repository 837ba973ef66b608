import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** A program of a test: a file, or its text (TypeScript or JavaScript; imports by relative paths start at the repository). */
export type Program = { readonly file: string } | { readonly code: string };

const REPOSITORY = resolve(import.meta.dirname, '../..');

/** Makes a program that Node can run as it is, and tells where it lies. */
export const buildApp = async (program: Program): Promise<string> => {
  if ('file' in program && !program.file.endsWith('.ts')) return program.file;
  folder ??= makeFolder();
  built += 1;
  const outfile = join(folder, 'app', `program-${built}.mjs`);
  const entry =
    'file' in program
      ? { entryPoints: [program.file] }
      : { stdin: { contents: program.code, loader: 'ts' as const, resolveDir: REPOSITORY } };
  await build({
    ...entry,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  });
  return outfile;
};

let folder: string | undefined;
let built = 0;

/**
 * A folder from which Node finds `logferry` and, one level up, this repository's packages, as a consumer's project would:
 *
 *     app/program-1.mjs
 *     app/node_modules/logferry -> the repository
 *     node_modules              -> the repository's
 */
const makeFolder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'logferry-apps-'));
  mkdirSync(join(made, 'app', 'node_modules'), { recursive: true });
  symlinkSync(REPOSITORY, join(made, 'app', 'node_modules', 'logferry'));
  symlinkSync(join(REPOSITORY, 'node_modules'), join(made, 'node_modules'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
};
