import { resolve } from 'node:path';
import { ConfigurationError } from '../../core/errors.js';
import type { Files } from '../spool/files.js';
import { prepareRoot } from '../spool/root.js';

/**
 * Throws a `ConfigurationError` for a directory that must not be used: the spool's, where dead letters would be taken for records that
 * wait; or one that others may write in. A directory that is not there yet is looked at when it is made.
 */
export const refuseUnsafe = (
  directory: string,
  spoolDirectory: string | undefined,
  files: Pick<Files, 'existsSync' | 'lstatSync' | 'mkdirSync'>,
): void => {
  if (spoolDirectory !== undefined && resolve(spoolDirectory) === resolve(directory)) {
    throw refusal('option `deadLetters.directory` must not be that of the spool: name another, such as one beside it');
  }
  try {
    if (files.existsSync(directory)) prepareRoot(directory, files);
  } catch (error) {
    throw refusal((error as Error).message.replace('spool.directory', OPTION));
  }
};

const OPTION = 'deadLetters.directory';

const refusal = (message: string): ConfigurationError => new ConfigurationError(message, { context: { option: OPTION } });
