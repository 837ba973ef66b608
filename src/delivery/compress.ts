import { promisify } from 'node:util';
import zlib from 'node:zlib';

export type Compression = { readonly type: 'none' } | { readonly type: 'gzip' | 'zstd'; readonly level: number };

type Compress = (body: Buffer) => Promise<Buffer>;

/** Compresses in libuv's pool, never on the loop. */
export const createCompress = (compression: Compression): Compress => {
  if (compression.type === 'none') return async (body) => body;
  const { level } = compression;
  return compression.type === 'gzip' ? (body) => gzip(body, { level, chunkSize: OUTPUT_BYTES }) : (body) => zstd(body, level);
};

/** The output of a usual chunk in one piece: each further piece is another trip to libuv's pool. */
const OUTPUT_BYTES = 64 * 1024;

const gzip: (body: Buffer, options: zlib.ZlibOptions) => Promise<Buffer> = promisify(zlib.gzip);

/** What Node 22.15 and 23.8 added; the types of Node 20 do not know it. */
const { zstdCompress, constants } = zlib as {
  readonly zstdCompress?: (body: Buffer, options: object, done: (error: Error | null, result: Buffer) => void) => void;
  readonly constants: { readonly ZSTD_c_compressionLevel?: number };
};

export const hasZstd = zstdCompress !== undefined;

const zstd = async (body: Buffer, level: number): Promise<Buffer> => {
  if (zstdCompress === undefined || constants.ZSTD_c_compressionLevel === undefined) throw new Error('zstd is not in this Node');
  return promisify(zstdCompress)(body, { params: { [constants.ZSTD_c_compressionLevel]: level } });
};
