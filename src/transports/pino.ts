import { openTarget } from './pino-target.js';

export { createDestination, type PinoDestination } from './pino-destination.js';
export { createTransport, type PinoTransport, type PinoTransportOptions } from './pino-transport.js';

/** Pino loads this in its worker: `pino.transport({ target: 'logferry/pino', options: { url } })`. */
export default openTarget;
