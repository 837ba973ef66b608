import type { Readable } from 'node:stream';
import split2 from 'split2';
import { INFO, nameOfSeverity } from '../core/severity.js';
import type { Courier, Parcel } from './courier.js';
import { readMeta } from './meta-line.js';

/** Sends lines as they come in; resolves to false when the collector takes nothing any more. */
export const replayLines = async (input: Readable, courier: Pick<Courier, 'send' | 'settle'>): Promise<boolean> => {
  for await (const line of input.compose(split2({ maxLength: LONGEST_LINE })) as AsyncIterable<string>) {
    if (line.trim() !== '' && !(await courier.send(parcelOf(line)))) return false;
  }
  return courier.settle();
};

/** Longer than any record that logferry writes; a stream without an end to its line must not fill the memory. */
const LONGEST_LINE = 128 * 1024 * 1024;

/** A plain record belongs to the group `null`, unless `--key` says more. */
const parcelOf = (text: string): Parcel => {
  const facts = { time: Date.now(), severity: INFO, level: nameOfSeverity(INFO) };
  return { key: null, line: text, ...readMeta(text), facts };
};
