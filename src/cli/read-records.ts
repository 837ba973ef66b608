import { readLetter } from '../buffer/dead-letters/letter.js';
import type { Encryption } from '../buffer/spool/encryption.js';
import { systemFiles } from '../buffer/spool/files.js';
import type { Frame } from '../buffer/spool/frame.js';
import type { Ranges } from '../buffer/spool/ranges.js';
import { readSegment } from '../buffer/spool/segment-reader.js';
import type { StoredLog, StoredSegment } from './find-logs.js';
import type { Flaws } from './flaws.js';
import type { StoredRecord } from './stored-record.js';

export type Reading = {
  readonly log: StoredLog;
  /** Of the log, ascending. */
  readonly segments: readonly StoredSegment[];
  /** Records that are not wanted, by the number of their group. */
  readonly done: ReadonlyMap<number, { readonly done: Pick<Ranges, 'has'> }>;
  readonly encryption: Encryption | undefined;
  readonly flaws: Flaws;
};

/** Records in the order in which they were written, as many at a time as one read brings. */
export async function* readRecords({ log, segments, done, encryption, flaws }: Reading): AsyncGenerator<readonly StoredRecord[]> {
  const names = new Map<number, string>();
  const lastSeqs = new Map<number, number>();

  /** After a failed sync a record may stand in two segments. */
  const isWanted = ({ type, group, seq }: Frame): boolean => {
    if (type === 'group' || seq <= (lastSeqs.get(group) ?? -1)) return false;
    lastSeqs.set(group, seq);
    return !done.get(group)?.done.has(seq);
  };

  const take = (frames: readonly Frame[]): readonly StoredRecord[] => {
    const records: StoredRecord[] = [];
    for (const frame of frames) {
      if (frame.type === 'group') names.set(frame.group, frame.bytes.toString());
      else if (isWanted(frame)) records.push(recordOf(frame, log.id, names.get(frame.group)));
    }
    return records;
  };

  for (const { number, path } of segments) {
    const slabs = readSegment({ files: systemFiles, path, log: log.id, segment: number, encryption });
    let damaged = 0;
    let step = await slabs.next();
    for (; !step.done; step = await slabs.next()) {
      damaged += step.value.damaged;
      flaws.damaged(path, damaged);
      yield take(step.value.frames);
    }
    flaws.ended(path, step.value);
  }
}

const recordOf = (frame: Frame, log: string, name: string | undefined): StoredRecord => {
  const { seq, time, severity, bytes } = frame;
  const letter = frame.type === 'dead' ? readLetter(bytes) : undefined;
  return { log, group: name === '' ? undefined : name, seq, time, severity, letter, line: letter?.line ?? bytes.subarray(0, -1) };
};
