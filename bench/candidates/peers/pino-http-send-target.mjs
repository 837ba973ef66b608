import { createWriteStream } from 'pino-http-send';

/** The package exports no Pino target, only the stream that one needs. */
export default (options) => createWriteStream(options);
