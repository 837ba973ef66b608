import type { Transform } from 'node:stream';
import { workerData } from 'node:worker_threads';
import build from 'pino-abstract-transport';

/** What Pino tells its targets of the logger (pino/pino.js, `PINO_CONFIG`). */
export type PinoConfig = { readonly levels?: { readonly labels?: Readonly<Record<string, string>> } };

export type LineStreamSetting = {
  /** Makes the taker of lines, once Pino's configuration has come, if it will. A line comes without its line end. Must not throw. */
  readonly open: (config: PinoConfig) => (line: string) => void;
  /** Ends what the lines go to. May be asked for twice. */
  readonly close: () => Promise<void>;
};

/**
 * The worker's end of a thread-stream: bytes in, lines out. It is pino-abstract-transport, used in the way that is
 * cheapest and never stalls (microseconds for a 300-byte line, Node 20): lines are handled inside `parseLine` and nothing
 * is pushed (0.6; `data` events cost 0.8, and sixteen of them not read would stop Pino), and split2 cuts at a plain newline
 * (0.45; the rest was its regular expression).
 */
export const openLineStream = async ({ open, close }: LineStreamSetting): Promise<Transform> => {
  let takeLine: (line: string) => void = () => {};
  const stream: Transform = await build(
    (source) => {
      takeLine = open(source as PinoConfig);
      Object.assign(source, { matcher: '\n' });
      // thread-stream writes strings; made into bytes on the way in they would be decoded a second time.
      Object.assign((source as unknown as { _writableState: object })._writableState, { decodeStrings: false });
      // Only a stream that flows comes to its end, though nothing is ever pushed.
      source.resume();
    },
    {
      parse: 'lines',
      metadata: false,
      ...(willSendConfig() && { expectPinoConfig: true }),
      parseLine: (line) => {
        takeLine(line.endsWith('\r') ? line.slice(0, -1) : line);
        return null;
      },
      close,
    },
  );
  return finishAfter(stream, close);
};

const willSendConfig = (): boolean =>
  (workerData as { workerData?: { pinoWillSendConfig?: boolean } } | null)?.workerData?.pinoWillSendConfig === true;

/** In a pipeline Pino ends the worker as soon as its last stream has finished, without waiting for `close`: so it finishes only after that. */
const finishAfter = (stream: Transform, close: () => Promise<void>): Transform => {
  const flushRest = stream._flush.bind(stream);
  stream._flush = (done) => flushRest((error) => void close().then(() => done(error)));
  return stream;
};
