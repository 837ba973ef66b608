import { pinoInWorker } from './loggers.mjs';

/** What Pino's worker costs by itself, with a target that forgets. */
export const open = () => pinoInWorker('./noop-target.mjs');
