import { openTarget } from './pino-target.js';

export { createDestination, type PinoDestination } from './pino-destination.js';
export type { PinoTargetOptions } from './pino-options.js';
export type { PinoTarget } from './pino-target.js';
export { createTransport, type PinoTransport, type PinoTransportOptions } from './pino-transport.js';
export type { WorkerHandler } from './worker-handler.js';

/** Pino loads this in its worker: `pino.transport({ target: 'logferry/pino', options: { url } })`. */
export default openTarget;
