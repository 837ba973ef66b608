import { pathOfSideLog, sideLogName, sideLogsIn } from './file-names.js';
import type { Files } from './files.js';
import { saltOf } from './frame.js';
import { closeQuietly, openToRead } from './open-to-read.js';
import { doOverlap } from './outstanding.js';
import { createRanges, type Ranges } from './ranges.js';
import { MOST_BAD_BLOCKS, readThrough } from './read-through.js';
import { decodeSideEntry, type Sending, SIDE_ENTRY_BYTES, type SideEntry } from './side-entry.js';

/** What is known of a group's lines. */
export type GroupFate = {
  readonly done: Ranges;
  /** What went out last, in this cut, and of which nothing is done: it may have arrived, so it is sent again just so. In the order of sending. */
  readonly sent: readonly SentRange[];
};

export type SentRange = Omit<Sending, 'group'>;

export type LogPlace = { readonly files: Files; readonly directory: string; readonly log: string };

/** Reads a log's side log: group number -> fate. Never rejects; what is damaged or cannot be read is passed over. */
export const readSideLogs = async (place: LogPlace): Promise<ReadonlyMap<number, GroupFate>> => {
  const fates = new Map<number, Fate>();
  for (const number of sideLogsIn(place.files, place.directory)) {
    for await (const entries of entriesOf(place, number)) for (const entry of entries) apply(fates, entry);
  }
  return fates;
};

type Fate = { readonly done: Ranges; sent: readonly SentRange[] };

const SLAB_BYTES = 2048 * SIDE_ENTRY_BYTES;
/** Four times what a side log's file grows to: what is longer was not written by us. */
const MOST_BYTES = 1024 * 1024;

/** Slab by slab. */
const entriesOf = async function* ({ files, directory, log }: LogPlace, number: number): AsyncGenerator<readonly SideEntry[], void, void> {
  const opened = await openToRead(files, pathOfSideLog(directory, number));
  if (typeof opened === 'string') return;
  const salt = saltOf(log, sideLogName(number));
  const size = Math.min(MOST_BYTES, opened.size);
  const buffer = Buffer.allocUnsafe(Math.min(SLAB_BYTES, size));
  try {
    for (let position = 0; position + SIDE_ENTRY_BYTES <= size; position += buffer.length) {
      const read = await readThrough(files, { fd: opened.fd, buffer, offset: 0, length: buffer.length, position });
      yield entriesIn(buffer.subarray(0, read.bytes), salt);
      if (read.bad > MOST_BAD_BLOCKS) return;
    }
  } finally {
    await closeQuietly(files, opened.fd);
  }
};

const entriesIn = (bytes: Buffer, salt: number): readonly SideEntry[] => {
  const entries: SideEntry[] = [];
  for (let at = 0; at + SIDE_ENTRY_BYTES <= bytes.length; at += SIDE_ENTRY_BYTES) {
    const entry = decodeSideEntry(bytes.subarray(at, at + SIDE_ENTRY_BYTES), salt);
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
};

const apply = (fates: Map<number, Fate>, entry: SideEntry): void => {
  const fate = fates.get(entry.group) ?? { done: createRanges(), sent: [] };
  fates.set(entry.group, fate);
  fate.sent = fate.sent.filter((chunk) => !doOverlap(chunk, entry));
  if (entry.type === 'done') {
    fate.done.add(entry.from, entry.to);
  } else {
    const { base, from, to, isPart } = entry;
    fate.sent = [...fate.sent, { base, from, to, isPart }];
  }
};
