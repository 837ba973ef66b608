import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The world as a command sees it. */
export type Io = {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Milliseconds since the Unix epoch. */
  now(): number;
};

/** Writes texts as they come, no faster than they are read at the other end. That nobody reads on (`| head`) is no error. */
export const print = async (io: Io, texts: Iterable<string | Buffer> | AsyncIterable<string | Buffer>): Promise<void> => {
  try {
    await pipeline(Readable.from(texts), io.stdout, { end: false });
  } catch (error) {
    if (!isEndOfReader(error)) throw error;
  }
};

const isEndOfReader = (error: unknown): boolean => END_OF_READER.includes((error as NodeJS.ErrnoException).code ?? '');

const END_OF_READER: readonly string[] = ['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_PREMATURE_CLOSE'];

/** One line of advice or complaint, beside the output. */
export const tell = (io: Io, text: string): void => {
  io.stderr.write(`logferry: ${text}\n`);
};
