import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createWash } from 'logferry/security';
import { median } from '../harness/statistics.mjs';
import { cpuNs } from './cpu-time.mjs';
import { finish, run } from './measured.mjs';

/** A megabyte of each hostile text that the tests know, as a record and as a line: how long does the worst one hold the app's thread? */
const MEGABYTE = 2 ** 20;
const WARM_UP_LENGTH = 2 ** 14;

/** The tests' own list, so that there is one; it imports nothing. */
const loadTexts = async () => {
  const { transformSync } = createRequire(createRequire(import.meta.url).resolve('logferry/package.json'))('esbuild');
  const source = readFileSync(new URL('../../test/security/hostile/texts.ts', import.meta.url), 'utf8');
  const { code } = transformSync(source, { loader: 'ts', format: 'esm' });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
};

const { HOSTILE_TEXTS, textOf } = await loadTexts();
const wash = createWash();

/** Milliseconds, of the slower way in. */
const costOf = (hostile, length) => {
  const text = textOf(hostile, length);
  const line = JSON.stringify({ level: 30, msg: text });
  return (
    Math.max(
      cpuNs(() => wash.record({ msg: text })),
      cpuNs(() => wash.line(line)),
    ) / 1e6
  );
};

const round = (length) => HOSTILE_TEXTS.map((hostile) => costOf(hostile, length));

round(WARM_UP_LENGTH);
const rounds = Array.from({ length: run.count }, () => round(MEGABYTE));
const costs = HOSTILE_TEXTS.map(({ name }, at) => ({ name, ms: median(rounds.map((each) => each[at])) })).sort((a, b) => b.ms - a.ms);

await finish({
  worstMs: costs[0].ms,
  worst: costs[0].name,
  medianMs: median(costs.map(({ ms }) => ms)),
  kinds: costs.length,
  slowest: costs.slice(0, 10),
});
