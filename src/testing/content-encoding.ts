import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

/** Why a body could not be taken apart, and the status that says so. */
export type Unreadable = { readonly status: 400 | 413 | 415; readonly reason: string };

type Decode = (body: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

/** `deflate` is the zlib format (RFC 9110, 8.4.1.2). Node has zstd from 22.15 on. */
const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)],
  ['deflate', promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate)],
  ['br', promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)],
  ...('zstdDecompress' in zlib ? [['zstd', promisify(zlib.zstdDecompress as typeof zlib.gunzip) as Decode] as const] : []),
]);

/** Undoes a Content-Encoding, in libuv's pool, up to `maxBytes` of result. */
export const decodeContent = async (body: Buffer, encoding: string, maxBytes: number): Promise<Buffer | Unreadable> => {
  if (encoding === 'identity') return body;
  const decode = DECODERS.get(encoding);
  if (decode === undefined) return { status: 415, reason: `content-encoding ${encoding} is not known here` };
  try {
    return await decode(body, { maxOutputLength: maxBytes });
  } catch (error) {
    return isTooLarge(error) ? { status: 413, reason: `more than ${maxBytes} bytes` } : { status: 400, reason: `not ${encoding}` };
  }
};

const isTooLarge = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
