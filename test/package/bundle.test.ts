import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, expect, inject, test } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { inProcess } from './programs.js';
import { runFile } from './run-program.js';

/** No node_modules here: what runs in this folder has everything inside. */
const nowhere = mkdtempSync(join(tmpdir(), 'logferry-bundle-'));
afterAll(() => rmSync(nowhere, { recursive: true, force: true }));

/** CommonJS packages inside an ESM bundle call `require` for Node's own modules. The name is one that no bundled module declares. */
const REQUIRE_BANNER = "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);";

const FORMATS: readonly (BuildOptions & { readonly format: 'esm' | 'cjs'; readonly ending: string })[] = [
  { format: 'esm', ending: '.mjs', banner: { js: REQUIRE_BANNER } },
  { format: 'cjs', ending: '.cjs' },
];

const cases = inProcess.flatMap((program) => FORMATS.map((how) => ({ title: `${program.title} -> ${how.format}`, program, how })));

test.for(cases)('bundled with esbuild it delivers and is silent: $title', async ({ program, how: { ending, ...how } }) => {
  await using collector = await startCollector();
  const entry = join(inject('consumer'), `bundle-${program.name}`);
  const outfile = join(nowhere, `${program.name}${ending}`);
  writeFileSync(entry, program.code);
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', target: 'node20', logLevel: 'silent', ...how });
  const { code: exitCode, stderr } = await runFile(outfile, [], { COLLECTOR_URL: collector.url });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(collector.records).toHaveLength(3);
});
