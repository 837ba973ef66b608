import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A stream's lines: those that came, and those to come. */
export type LineReader = {
  readonly lines: readonly string[];
  /** Resolves to the first line, past or future, that matches; never, when the stream ends without it. */
  find(pattern: string | RegExp): Promise<string>;
};

export const readLines = (stream: Readable): LineReader => {
  const lines: string[] = [];
  const waiting = new Set<(line: string) => void>();
  createInterface(stream).on('line', (line) => {
    lines.push(line);
    for (const tell of [...waiting]) tell(line);
  });
  return {
    lines,
    find: (pattern) => {
      const matches = (line: string): boolean => (typeof pattern === 'string' ? line.includes(pattern) : pattern.test(line));
      const past = lines.find(matches);
      if (past !== undefined) return Promise.resolve(past);
      return new Promise((resolve) => {
        const tell = (line: string): void => {
          if (!matches(line)) return;
          waiting.delete(tell);
          resolve(line);
        };
        waiting.add(tell);
      });
    },
  };
};
