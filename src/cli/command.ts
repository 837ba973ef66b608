import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ConfigurationError } from '../core/errors.js';
import type { Io } from './io.js';

/** 0: done. 1: something was not, and stderr says what. 2: the command was not understood. */
export type ExitCode = 0 | 1 | 2;

/** One command. `run` throws a `ConfigurationError` for what the person who typed it can mend. */
export type Command = {
  readonly help: string;
  run(args: readonly string[], io: Io): Promise<ExitCode>;
};

/** As `parseArgs` of `node:util` takes them. */
export type Options = NonNullable<ParseArgsConfig['options']>;

export type Arguments<Known extends Options> = {
  readonly directory: string;
  readonly values: ReturnType<typeof parseArgs<Strict<Known>>>['values'];
};

type Strict<Known extends Options> = {
  readonly args: string[];
  readonly options: Known;
  readonly strict: true;
  readonly allowPositionals: true;
};

/** Options by name, and the directory, which is the only other word. */
export const readArguments = <const Known extends Options>(args: readonly string[], options: Known): Arguments<Known> => {
  const { values, positionals } = parseWords(args, options);
  const [directory, surplus] = positionals;
  if (directory === undefined) throw new ConfigurationError('which directory? Give the one of the option `spool` or `deadLetters`');
  if (surplus !== undefined) throw new ConfigurationError(`one directory at a time; ${JSON.stringify(surplus)} is one too many`);
  return { directory, values };
};

/** Words and options as they were typed. */
export const parseWords = <const Known extends Options>(
  args: readonly string[],
  options: Known,
): ReturnType<typeof parseArgs<Strict<Known>>> => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // What Node adds about words that begin with a hyphen is of no use to somebody who misspelt an option.
    throw new ConfigurationError(String((error as Error).message).split('. ', 1)[0] ?? '', { cause: error });
  }
};
