import { quote } from '../quote.js';
import { CONTROL, ESCAPES, HIGH } from '../scan/char-class.js';
import type { KeyVerdict } from './key-verdict.js';
import { DROPPED, type LeafWash } from './leaf-wash.js';
import type { Mark } from './line-mark.js';
import { type LineScan, LONGEST_SCANNED_BYTES } from './line-scan.js';

export type LineWashDeps = {
  readonly scan: LineScan;
  readonly wash: LeafWash;
  /** A longer line, in UTF-8 bytes, must be cut in the end, and is taken apart. */
  readonly longestLine: number;
  /** A longer text must be cut, which is not done here. */
  readonly longestText: number;
  /** Takes the line apart, washes its values and writes it again. */
  readonly rewrite: (line: string) => string;
};

/**
 * Washes a line of JSON. A clean one comes back as it is; of another only the pieces that must go are replaced, so that all else keeps its bytes: numbers their
 * digits, texts their escapes, keys their order.
 */
export const createLineWash = ({ scan, wash, longestLine, longestText, rewrite }: LineWashDeps) => {
  const mostBytes = Math.min(longestLine, MOST_BYTES);
  const encoder = new TextEncoder();
  let isScanning = false;

  const washLine = (line: string): string => {
    if (isScanning || line.length > mostBytes) return rewrite(line);
    const length = encoder.encodeInto(line, scan.bytes).written;
    if (length > mostBytes) return rewrite(line);
    // What UTF-8 cannot hold does not stand in the bytes as it stands in the line.
    if (length !== line.length && LONE_SURROGATE.test(line)) return rewrite(line);
    const found = scanned(length);
    if (found === 'clean') return line;
    return found === 'parse' ? rewrite(line) : (mend(line, length) ?? rewrite(line));
  };

  /** A mask for a key may log a line of its own, which must not be written over the one that is being scanned. */
  const scanned = (length: number): ReturnType<LineScan['scan']> => {
    isScanning = true;
    try {
      return scan.scan(length);
    } finally {
      isScanning = false;
    }
  };

  /** `undefined` where a piece cannot be replaced by itself. What is asked here may wash lines of its own, so everything is taken from the scan before. */
  const mend = (line: string, length: number): string | undefined => {
    const piece = length === line.length ? pieceOfText(line) : pieceOfBytes(scan.bytes.subarray(0, length));
    let out = '';
    let kept = 0;
    for (const mark of scan.takeMarks()) {
      const raw = piece(mark.start, mark.end);
      const replaced = washPiece(raw, mark);
      if (replaced === undefined) return undefined;
      if (replaced === raw) remember(mark);
      else {
        const quotes = quotesAround(mark);
        out += piece(kept, mark.start - quotes) + replaced;
        kept = mark.end + quotes;
      }
    }
    return kept === 0 ? line : out + piece(kept, length);
  };

  const washPiece = (raw: string, mark: Mark): string | undefined => (mark.isNumber ? washNumber(raw, mark.verdict) : washText(raw, mark));

  const washNumber = (raw: string, verdict: KeyVerdict): string | undefined => {
    if (verdict.secret !== undefined) {
      const value = Number(raw);
      const masked = wash.mask(verdict.secret, value, verdict.name);
      if (masked !== value) return written(masked);
    }
    const washed = wash.number(raw, verdict);
    return washed === raw ? raw : written(washed);
  };

  const washText = (raw: string, { verdict, flags }: Mark): string | undefined => {
    const text = raw.includes('\\') ? unescaped(raw) : raw;
    if (text === undefined || text.length > longestText) return undefined;
    if (verdict.secret !== undefined) {
      const masked = wash.mask(verdict.secret, text, verdict.name);
      if (masked !== text) return written(masked);
    }
    if (flags !== undefined && text === raw) return washSeen(raw, verdict, flags);
    const washed = wash.text(text, verdict, false);
    return washed === text ? raw : written(washed);
  };

  /** What is plain in JSON before it is washed is so behind, and need not be read again to be put into quotes. */
  const washSeen = (raw: string, verdict: KeyVerdict, flags: number): string | undefined => {
    const washed = wash.seen(raw, verdict, flags);
    if (washed === raw) return raw;
    return (flags & UNPLAIN) !== 0 || wash.addsCharacters || washed.length > longestText ? written(washed) : `"${washed}"`;
  };

  const written = (value: ReturnType<LeafWash['mask']>): string | undefined => {
    if (typeof value !== 'string') return value === DROPPED ? undefined : String(value);
    return value.length > longestText ? undefined : quote(value);
  };

  const remember = ({ hash }: Mark): void => {
    if (hash !== undefined) scan.remember(hash);
  };

  return washLine;
};

/** A character of four bytes that does not fit is not written. */
const MOST_BYTES = LONGEST_SCANNED_BYTES - 4;

const UNPLAIN = CONTROL | HIGH | ESCAPES;

const LONE_SURROGATE = /\p{Surrogate}/u;

const quotesAround = ({ isNumber }: Mark): number => (isNumber ? 0 : 1);

const pieceOfText =
  (line: string) =>
  (start: number, end: number): string =>
    line.slice(start, end);

const pieceOfBytes = (bytes: Uint8Array) => {
  const own = Buffer.from(bytes);
  return (start: number, end: number): string => own.toString('utf8', start, end);
};

const unescaped = (raw: string): string | undefined => {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return undefined;
  }
};
