import type { IncomingMessage } from 'node:http';
import { decodeContent, type Unreadable } from './content-encoding.js';
import { countRecords, formatOf, parseRecords, type WireFormat } from './wire-format.js';

/** What a request carried. `unreadable`: it came whole but makes no sense; `aborted`: the client left before its end. */
export type RequestBody = {
  readonly encoding: string;
  /** As sent. */
  readonly bytes: number;
  readonly format: WireFormat;
  /** After decompression. */
  readonly rawBytes: number;
  readonly count: number;
  /** Parsed when first asked for. */
  readonly records: readonly unknown[];
} & ({ readonly type: 'whole' | 'aborted' | 'unread' } | { readonly type: 'unreadable'; readonly refusal: Unreadable });

/** The most that a body may have, compressed or not: far above what any collector takes. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Reads a request to its end. With `check`, text that ought to be JSON is parsed at once, and refused where it is not. */
export const readBody = async (incoming: IncomingMessage, { check }: { readonly check: boolean }): Promise<RequestBody> => {
  const encoding = incoming.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const wire = await drain(incoming);
  if (wire === undefined) return { type: 'aborted', ...NOTHING, encoding };
  const { bytes, kept } = wire;
  if (bytes > MAX_BODY_BYTES) return unreadable(encoding, bytes, { status: 413, reason: `more than ${MAX_BODY_BYTES} bytes` });
  const raw = await decodeContent(kept, encoding, MAX_BODY_BYTES);
  if (!Buffer.isBuffer(raw)) return unreadable(encoding, bytes, raw);
  try {
    return wholeBody({ encoding, bytes, raw, contentType: incoming.headers['content-type'], check });
  } catch (error) {
    return unreadable(encoding, bytes, { status: 400, reason: String(error) });
  }
};

const NOTHING = { format: 'text', bytes: 0, rawBytes: 0, count: 0, records: [] as readonly unknown[] } as const;

/** A body that nobody read. */
export const UNREAD: RequestBody = { type: 'unread', encoding: 'identity', ...NOTHING };

/** To the end, for the sender's sake, but keeping no more than the limit. */
const drain = async (incoming: IncomingMessage): Promise<{ bytes: number; kept: Buffer } | undefined> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of incoming as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes <= MAX_BODY_BYTES) pieces.push(piece);
    }
  } catch {
    return undefined;
  }
  return { bytes, kept: Buffer.concat(pieces) };
};

const unreadable = (encoding: string, bytes: number, refusal: Unreadable): RequestBody => ({
  type: 'unreadable',
  ...NOTHING,
  encoding,
  bytes,
  refusal,
});

type Received = { encoding: string; bytes: number; raw: Buffer; contentType: string | undefined; check: boolean };

const wholeBody = ({ encoding, bytes, raw, contentType, check }: Received): RequestBody => {
  const format = formatOf(contentType, raw);
  let records = check ? recordsIn(format, raw) : undefined;
  return {
    type: 'whole',
    encoding,
    bytes,
    format,
    rawBytes: raw.length,
    count: records?.length ?? countRecords(format, raw),
    get records() {
      records ??= recordsIn(format, raw);
      return records;
    },
  };
};

const recordsIn = (format: WireFormat, raw: Buffer): readonly unknown[] => (raw.length === 0 ? [] : parseRecords(format, raw));
