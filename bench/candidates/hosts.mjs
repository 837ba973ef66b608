import { createRequire } from 'node:module';

/** The loggers as logferry itself resolves them, so that no process carries two copies. */
const logferry = createRequire(createRequire(import.meta.url).resolve('logferry/package.json'));

export const loadPino = () => logferry('pino');
export const loadWinston = () => logferry('winston');
