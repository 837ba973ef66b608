import { createRequire } from 'node:module';
import { join } from 'node:path';
import type pino from 'pino';
import { ConfigurationError } from '../core/errors.js';

/**
 * The app's own Pino, loaded only when `createTransport` is called: a peer that Winston users need not have, and that a worker need not load.
 * @throws ConfigurationError where it is not installed.
 */
export const loadPino = (): typeof pino => {
  const places = [import.meta.url, join(process.cwd(), 'package.json')];
  for (const place of places) {
    try {
      return createRequire(place)('pino') as typeof pino;
    } catch (error) {
      if ((error as { code?: string }).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new ConfigurationError(
    'createTransport needs the package `pino` (9 or 10), which is neither installed beside logferry nor in the working directory: npm install pino',
    {
      service: 'PinoTransport',
      category: 'CONFIGURATION',
      msgCode: 'pino-missing',
    },
  );
};
