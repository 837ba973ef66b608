import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';

export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

const LONGEST_RUN_MS = 60_000;

/** Runs a file of the consumer project with Node, to its natural end. */
export const runFile = (path: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { cwd: inject('consumer'), env: { ...process.env, ...env }, timeout: LONGEST_RUN_MS };
    execFile(process.execPath, [path, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });

/** Writes `code` into the consumer project as `name` and runs it. */
export const runProgram = (name: string, code: string, env?: Readonly<Record<string, string>>): Promise<Ended> => {
  const path = join(inject('consumer'), name);
  writeFileSync(path, code);
  return runFile(path, [], env);
};

/** A program of the consumer's own node_modules, such as `typescript-5/bin/tsc`. */
export const runInstalled = (path: string, args: readonly string[]): Promise<Ended> =>
  runFile(join(inject('consumer'), 'node_modules', path), args);

/** A tool of this repository, such as `publint/src/cli.js`. */
export const runTool = (path: string, args: readonly string[]): Promise<Ended> =>
  runFile(join(dirname(import.meta.dirname), '../node_modules', path), args);
