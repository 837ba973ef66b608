import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type App, spawnApp } from '../../kit/spawn-app.js';

/** Runs a program in a project that has logferry and what it depends on, but neither Winston nor Pino. */
export const runWithoutPeers = async (code: string): Promise<App> => {
  const home = mkdtempSync(join(tmpdir(), 'logferry-no-peers-'));
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  mkdirSync(join(home, 'node_modules/logferry'), { recursive: true });
  cpSync('dist', join(home, 'node_modules/logferry/dist'), { recursive: true });
  cpSync('package.json', join(home, 'node_modules/logferry/package.json'));
  for (const name of Object.keys(dependencies)) symlinkSync(resolve('node_modules', name), join(home, 'node_modules', name));
  writeFileSync(join(home, 'app.mjs'), code);

  const app = await spawnApp({ file: join(home, 'app.mjs') }, { cwd: home });
  await app.exit();
  rmSync(home, { recursive: true });
  return app;
};
