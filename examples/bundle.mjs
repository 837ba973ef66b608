// A bundle: esbuild puts the app, Pino and logferry (in process) into one ES module, which is then run from another folder.
// The banner gives the CommonJS packages inside, such as Pino, their require().
// Run: node examples/bundle.mjs (after npm run build)
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'logferry-bundle-'));
const outfile = join(folder, 'app.mjs');

await build({
  entryPoints: [fileURLToPath(new URL('./pino-in-process.mjs', import.meta.url))],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
});

execFileSync(process.execPath, [outfile], { cwd: folder, stdio: 'inherit' });
rmSync(folder, { recursive: true });
