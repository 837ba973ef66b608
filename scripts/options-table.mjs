// Prints the table of docs/options.md from the schema: node scripts/options-table.mjs
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const built = join(root, '.cache', 'options.mjs');
await build({
  entryPoints: [join(root, 'src/options.ts')],
  outfile: built,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
});
const { describeOptions } = await import(built);
rmSync(built);

const literal = (value) => {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? `\`'${value}'\`` : `\`${JSON.stringify(value)}\``;
};

console.log('| option | default | meaning |\n|---|---|---|');
for (const { name, default: value, description } of describeOptions()) {
  console.log(`| \`${name}\` | ${literal(value)} | ${description.replaceAll('|', '\\|')} |`);
}
