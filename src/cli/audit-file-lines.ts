import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { ConfigurationError } from '../core/errors.js';

/** The lines of files, one after the other, as they are read; `option` is the one that names them. */
export function* linesOfFiles(paths: readonly string[], option: string): Generator<string> {
  for (const path of paths) yield* linesOfFile(path, option);
}

const SLAB_BYTES = 1024 * 1024;

function* linesOfFile(path: string, option: string): Generator<string> {
  const fd = opened(path, option);
  const slab = Buffer.alloc(SLAB_BYTES);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for (let length = readSync(fd, slab); length > 0; length = readSync(fd, slab)) {
      const lines = `${rest}${decoder.write(slab.subarray(0, length))}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(fd);
  }
}

const opened = (path: string, option: string): number => {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw new ConfigurationError(`${option}: cannot read ${path} (${(error as NodeJS.ErrnoException).code})`);
  }
};
