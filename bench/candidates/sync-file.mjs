import { join } from 'node:path';
import { loadPino } from './hosts.mjs';
import { pinoOver } from './loggers.mjs';

/** The synchronous way: Pino with one fs.writeSync a record. */
export const open = ({ directory }) => pinoOver(loadPino().destination({ dest: join(directory, 'log'), sync: true }));
