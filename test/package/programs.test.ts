import { expect, test } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { programs } from './programs.js';
import { runProgram } from './run-program.js';

const numbersOf = (records: readonly unknown[]) => records.map((record) => (record as { n?: number }).n);

test.for(programs)('the installed package delivers and is silent: $title', async ({ name, code }) => {
  await using collector = await startCollector();
  const { code: exitCode, stderr } = await runProgram(name, code, { COLLECTOR_URL: collector.url });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(numbersOf(collector.records)).toEqual([1, 2, 3]);
});

test('B28 a Pino target and its neighbour both get every record', async () => {
  await using collector = await startCollector();
  const program = programs.find(({ title }) => title === 'Pino target beside another, ESM');
  const { stdout } = await runProgram('neighbours.mjs', program?.code ?? '', { COLLECTOR_URL: collector.url });
  const written = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(numbersOf(written)).toEqual([1, 2, 3]);
  expect(numbersOf(collector.records)).toEqual([1, 2, 3]);
});
