import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { buildApp } from './build-app.js';
import type { CrashOrder } from './crash-app.js';
import { readLines } from './line-reader.js';
import type { Exit } from './spawn-app.js';

/** A service of `crash-app.ts`, to be killed. */
export type CrashChild = {
  /** Resolves when its door stands open, or it has ended. */
  readonly opened: Promise<unknown>;
  /** Resolves when it has ended and all that it said was heard. */
  readonly ended: Promise<Exit>;
  readonly stderr: readonly string[];
  kill(signal: NodeJS.Signals): void;
};

export type CrashChildOptions = {
  readonly order: CrashOrder;
  /** Where it kills itself: `crash-points.ts`. */
  readonly crashAt?: string | undefined;
  /** Hears the number of each record as it is acknowledged. */
  readonly onAccepted?: (n: number) => void;
  /** Hears how long the opening of the door took. */
  readonly onOpened?: (ms: number) => void;
};

export const startCrashChild = async ({ order, crashAt, onAccepted, onOpened }: CrashChildOptions): Promise<CrashChild> => {
  programs ??= buildPrograms();
  const { app, points } = await programs;
  const child = spawn(process.execPath, [...(crashAt === undefined ? [] : ['--import', points]), '--unhandled-rejections=strict', app], {
    env: { ...process.env, CRASH_ORDER: JSON.stringify(order), CRASH_AT: crashAt },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const stderr = readLines(child.stderr as Readable);
  const ended = once(child, 'close').then(([code, signal]): Exit => ({ code, signal }));
  const isOpen = new Promise<void>((resolve) => {
    createInterface(child.stdio[3] as Readable).on('line', (line) => {
      const [word, ms] = line.split(' ');
      if (word !== 'open') return onAccepted?.(Number(line));
      onOpened?.(Number(ms));
      resolve();
    });
  });
  return { opened: Promise.race([isOpen, ended]), ended, stderr: stderr.lines, kill: (signal) => child.kill(signal) };
};

let programs: ReturnType<typeof buildPrograms> | undefined;

/** Once for all children. */
const buildPrograms = async (): Promise<{ readonly app: string; readonly points: string }> => ({
  app: await buildApp({ file: 'test/kit/crash-app.ts' }),
  points: await buildApp({ file: 'test/kit/crash-points.ts' }),
});
