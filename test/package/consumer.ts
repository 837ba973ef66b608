import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** An otherwise empty project into which the packed tarball is installed, as a user would. */
    readonly consumer: string;
    readonly tarball: string;
  }
}

const root = join(import.meta.dirname, '../..');

const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Readonly<Record<string, string>>;
};

/** What a user has beside logferry; `typescript-5` is the oldest compiler that the types promise to work with. */
const BESIDE = [
  ...['winston', 'pino', '@types/node'].map((name) => `${name}@${devDependencies[name]}`),
  'typescript-5@npm:typescript@5.9.3',
];

/** Packs what is built in dist and installs it, once for all tests of the package. */
export const setup = ({ provide }: TestProject): (() => void) => {
  const consumer = mkdtempSync(join(tmpdir(), 'logferry-consumer-'));
  const npm = (...words: readonly string[]): string =>
    execFileSync('npm', words, { cwd: consumer, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const [packed] = JSON.parse(npm('pack', root, '--json', '--ignore-scripts')) as readonly { filename: string }[];
  const tarball = join(consumer, packed?.filename ?? '');
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', version: '1.0.0', private: true }));
  npm('install', '--prefer-offline', '--no-audit', '--no-fund', tarball, ...BESIDE);
  provide('consumer', consumer);
  provide('tarball', tarball);
  return () => rmSync(consumer, { recursive: true, force: true });
};
