import type { Transform } from 'node:stream';
import { workerData } from 'node:worker_threads';
import build from 'pino-abstract-transport';
import type { ReadingPace } from './reading-pace.js';

/** What Pino tells its targets of the logger (pino/pino.js, `PINO_CONFIG`). */
export type PinoConfig = { readonly levels?: { readonly labels?: Readonly<Record<string, string>> } };

export type LineStreamSetting = {
  /** Makes the taker of lines, once Pino's configuration has come, if it will. A line comes without its line end. Must not throw. */
  readonly open: (config: PinoConfig) => (line: string) => void;
  /** Ends what the lines go to. May be asked for twice. */
  readonly close: () => Promise<void>;
  readonly pace: ReadingPace;
};

/**
 * The worker's end of a thread-stream: bytes in, lines out. It is pino-abstract-transport, used in the way that is
 * cheapest and never stalls (microseconds for a 300-byte line, Node 20): lines are handled inside `parseLine` and nothing
 * is pushed (0.6; `data` events cost 0.8, and sixteen of them not read would stop Pino), and split2 cuts at a plain newline
 * (0.45; the rest was its regular expression).
 */
export const openLineStream = async ({ open, close, pace }: LineStreamSetting): Promise<Transform> => {
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
  return finishAfter(readInPieces(stream, pace), close);
};

const willSendConfig = (): boolean =>
  (workerData as { workerData?: { pinoWillSendConfig?: boolean } } | null)?.workerData?.pinoWillSendConfig === true;

/** In a pipeline Pino ends the worker as soon as its last stream has finished, without waiting for `close`: so it finishes only after that. */
const finishAfter = (stream: Transform, close: () => Promise<void>): Transform => {
  const flushRest = stream._flush.bind(stream);
  stream._flush = (done) => flushRest((error) => void close().then(() => done(error)));
  return stream;
};

/**
 * thread-stream hands over what it has, up to 4 MiB at a time: 15,000 lines, all of which would be washed before the first of them can be
 * sent. So they are read in pieces of whole lines, and as long as one waits to be read thread-stream hands over no more.
 */
const readInPieces = (stream: Transform, { next }: ReadingPace): Transform => {
  const read = stream._transform.bind(stream);
  let unitsSinceTurn = 0;

  stream._transform = (text: string, encoding, done) => {
    const readFrom = (start: number): void => {
      const end = endOfPiece(text, start);
      read(text.slice(start, end), encoding, (error) => {
        unitsSinceTurn += end - start;
        if (error || unitsSinceTurn < PIECE_UNITS) return done(error);
        unitsSinceTurn = 0;
        void next().then(() => (end < text.length ? readFrom(end) : done()));
      });
    };
    readFrom(0);
  };
  return stream;
};

const PIECE_UNITS = 128 * 1024;

/** A line that is longer than a piece is not cut: split2 would look through all that it has of it again with every piece. */
const endOfPiece = (text: string, start: number): number => {
  const newline = text.indexOf('\n', start + PIECE_UNITS - 1);
  return newline === -1 ? text.length : newline + 1;
};
