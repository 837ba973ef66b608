// Removes from dist what no longer has a source, so that a renamed file cannot be packed. Only that: dist is never
// empty while it is built, and tests that use it may run meanwhile.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const OUTPUT_ENDING = /\.(?:js|js\.map|d\.ts)$/;

for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const output = join(entry.parentPath, entry.name);
  const source = output.replace(join(root, 'dist'), join(root, 'src')).replace(OUTPUT_ENDING, '.ts');
  if (!existsSync(source)) rmSync(output);
}
