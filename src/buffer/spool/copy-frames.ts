import type { Frame } from './frame.js';
import { type Place, type SegmentFile, writeWhole } from './segment-file.js';
import { readSegment } from './segment-reader.js';
import { createFrameMemory, noteNamed, roomFor, writeBatch } from './write-batch.js';

/** Writes what is not synced of `sources`, in order, to the new segment `copy`: read back and checked, sealed anew. Throws what the system throws. */
export const copyFrames = async (place: Place, sources: readonly SegmentFile[], copy: SegmentFile): Promise<void> => {
  const write = writerOf(place, copy);
  for (const source of sources) {
    const { files, log, encryption } = place;
    const from = source.syncedBytes;
    const slabs = readSegment({ files, path: source.path, log, segment: source.number, from, to: source.bytes, encryption });
    for await (const { frames } of slabs)
      for (const frame of frames) if (frame.type !== 'group') write(frame, source.names.get(frame.group) ?? '');
  }
};

const writerOf = ({ files }: Place, copy: SegmentFile): ((frame: Frame, name: string) => void) => {
  const take = createFrameMemory();
  return ({ type, group, seq, time, severity, bytes }, name) => {
    const line = { bytes, ends: [bytes.length], times: [time], severities: [severity], from: 0, to: 1 };
    const batch = { ...line, ...(type === 'dead' && { type }), group, name, firstSeq: seq };
    const target = take(roomFor(batch));
    const length = writeBatch(target, batch, copy);
    writeWhole(files, { fd: copy.fd, bytes: target, length });
    noteNamed(copy, batch);
    copy.bytes += length;
  };
};
