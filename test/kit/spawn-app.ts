import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildApp, type Program } from './build-app.js';
import { readLines } from './line-reader.js';

export type AppOptions = {
  readonly args?: readonly string[];
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArgs?: readonly string[];
  /** Default: the repository. */
  readonly cwd?: string;
};

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A real program in a process of its own. */
export type App = {
  readonly pid: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** Resolves to the first line of stdout or stderr that matches, also one already printed; rejects if the program ends without it. */
  line(pattern: string | RegExp, options?: { readonly timeoutMs?: number }): Promise<string>;
  signal(name: NodeJS.Signals): void;
  /** Resolves when the program has ended and all of its output is here; kills it and rejects after `timeoutMs` (default 20,000). */
  exit(options?: { readonly timeoutMs?: number }): Promise<Exit>;
  /** Kills it, if it still runs. */
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * Runs a program as a user would: `logferry` in it is the built package (`dist`), other packages are this repository's.
 * TypeScript, given as a file or as text, is bundled with what it imports by a relative path.
 */
export const spawnApp = async (
  program: Program,
  { args = [], env = {}, nodeArgs = [], cwd = process.cwd() }: AppOptions = {},
): Promise<App> => {
  const file = await buildApp(program);
  const child = spawn(process.execPath, [...nodeArgs, file, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_LIFE_MS,
    killSignal: 'SIGKILL',
  });
  outlivesNobody(child);
  const stdout = readLines(child.stdout);
  const stderr = readLines(child.stderr);
  const ended = once(child, 'close').then(([code, signal]): Exit => ({ code, signal }));
  await once(child, 'spawn');

  const failure = (problem: string): Error =>
    new Error([`the program ${problem}; it printed:`, ...stdout.lines, '--- and on stderr:', ...stderr.lines].join('\n'));
  const endedFirst = async (awaited: string): Promise<never> => {
    const { code, signal } = await ended;
    throw failure(`ended (code ${code}, signal ${signal}) without ${awaited}`);
  };

  return {
    pid: child.pid ?? 0,
    stdout: stdout.lines,
    stderr: stderr.lines,
    line: (pattern, { timeoutMs = 10_000 } = {}) => {
      const found = Promise.race([stdout.find(pattern), stderr.find(pattern), endedFirst(`a line like ${pattern}`)]);
      return within(found, timeoutMs, () => failure(`printed no line like ${pattern} in ${timeoutMs} ms`));
    },
    signal: (name) => {
      child.kill(name);
    },
    exit: ({ timeoutMs = 20_000 } = {}) =>
      within(ended, timeoutMs, () => {
        child.kill('SIGKILL');
        return failure(`had not ended after ${timeoutMs} ms`);
      }),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};

/** A program of a test that failed must not go on behind it. */
const LONGEST_LIFE_MS = 15 * 60_000;
const living = new Set<ChildProcess>();
process.once('exit', () => living.forEach((child) => void child.kill('SIGKILL')));

const outlivesNobody = (child: ChildProcess): void => {
  living.add(child);
  child.once('exit', () => living.delete(child));
};

const within = async <Value>(promise: Promise<Value>, timeoutMs: number, late: () => Error): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), timeoutMs);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
};
