import type { DropReason } from '../../core/events.js';

/** A record that was given up, and why. */
export type Letter = {
  readonly reason: DropReason;
  /** What the collector answered, or what else says more than the reason; the reason itself where nothing does. */
  readonly error: string;
  /** When it was given up, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** Under which id it was sent, where it was. */
  readonly id?: string | undefined;
  /** The record as it would have been sent, without a newline. */
  readonly line: Buffer;
};

/** What a frame says about its record: one line of JSON, which stands before the record's own. */
export const aboutOf = ({ reason, error, at, id }: Omit<Letter, 'line'>): string =>
  JSON.stringify({ reason, error: withoutPrefix(error, `${reason}: `), at, id });

/** Failed logs name the reason before the error; here it stands beside it. */
const withoutPrefix = (text: string, prefix: string): string => (text.startsWith(prefix) ? text.slice(prefix.length) : text);

/** Takes a frame's payload apart; `undefined` for one that this version did not write. */
export const readLetter = (payload: Buffer): Letter | undefined => {
  const end = payload.indexOf(NEWLINE);
  if (end < 0) return undefined;
  try {
    const { reason, error, at, id } = JSON.parse(payload.toString('utf8', 0, end)) as Omit<Letter, 'line'>;
    return { reason, error, at, id, line: payload.subarray(end + 1, -1) };
  } catch {
    return undefined;
  }
};

const NEWLINE = 0x0a;
