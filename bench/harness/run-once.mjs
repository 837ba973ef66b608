import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { answerOf } from '../candidates/index.mjs';
import { startCollector } from './start-collector.mjs';

/** Longer than any candidate's flush interval (all are set to 100 ms at most). */
const QUIET_MS = 1500;
const LIMIT_MS = 120_000;

/**
 * One measurement: a fresh collector, a fresh directory and a fresh process that runs `programs/<program>.mjs` with one candidate.
 * @typedef {{ program: string, candidate: string, options?: object, count?: number, delayMs?: number, refuses?: boolean, flags?: string[],
 *   times?: number, limitMs?: number }} Run
 * @param {Run} run
 * @returns {Promise<Record<string, any>>} what the program measured, with what the collector counted; or `{ error }`
 */
export const runOnce = async (run) => {
  const collector = await startCollector({ answer: answerOf(run.candidate), delayMs: run.delayMs, refuses: run.refuses });
  const directory = mkdtempSync(join(tmpdir(), 'logferry-bench-'));
  try {
    return await measured({ ...run, url: collector.url, directory }, collector);
  } finally {
    collector.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};

const measured = (run, collector) =>
  new Promise((resolve) => {
    const program = fileURLToPath(new URL(`../programs/${run.program}.mjs`, import.meta.url));
    const child = fork(program, [JSON.stringify(run)], {
      execArgv: run.flags ?? [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const complaint = tailOf(child.stderr);
    const { limitMs = LIMIT_MS } = run;
    let sample;
    const finish = (found) => {
      sample ??= found;
      child.kill('SIGKILL');
    };
    const limit = setTimeout(finish, limitMs, { error: `no result after ${limitMs} ms` });
    const orders = {
      reset: () => collector.ask('reset'),
      quiet: () => untilQuiet(collector),
      report: () => collector.ask('report'),
      result: finish,
    };
    child.on('message', async ({ id, order, argument }) => {
      const value = await orders[order](argument);
      if (child.connected) child.send({ id, value });
    });
    child.on('error', ({ message }) => resolve({ error: message }));
    child.on('exit', (code, signal) => {
      clearTimeout(limit);
      resolve(sample ?? { error: `ended early (${signal ?? code}): ${complaint()}` });
    });
  });

/** Nothing came for a while, counted from the question on: what is on its way has arrived. */
const untilQuiet = async (collector) => {
  const askedAt = performance.now();
  while (Math.min(performance.now() - askedAt, await collector.ask('quietForMs')) < QUIET_MS) await sleep(50);
  return true;
};

/** The end of what a child says on stderr, for the report of a failure. */
const tailOf = (stream) => {
  let tail = '';
  stream.setEncoding('utf8').on('data', (text) => {
    tail = (tail + text).slice(-1000);
  });
  return () => tail.trim();
};
