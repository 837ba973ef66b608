// Prints the table of docs/options.md from the schema: node scripts/options-table.mjs (after a build).
import { describeOptions } from '../dist/options.js';

const literal = (value) => {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? `\`'${value}'\`` : `\`${JSON.stringify(value)}\``;
};

console.log('| option | default | meaning |\n|---|---|---|');
for (const { name, default: value, description } of describeOptions()) {
  console.log(`| \`${name}\` | ${literal(value)} | ${description.replaceAll('|', '\\|')} |`);
}
