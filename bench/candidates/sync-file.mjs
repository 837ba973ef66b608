import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPino } from './hosts.mjs';
import { pinoOver } from './loggers.mjs';

/** The synchronous way: Pino with one fs.writeSync a record. */
export const open = () => pinoOver(loadPino().destination({ dest: join(mkdtempSync(join(tmpdir(), 'bench-')), 'log'), sync: true }));
