import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { segmentName } from '../../../src/buffer/spool/file-names.js';
import { systemFiles } from '../../../src/buffer/spool/files.js';
import type { Frame } from '../../../src/buffer/spool/frame.js';
import { type ReadSettings, readSegment } from '../../../src/buffer/spool/segment-reader.js';
import { createSegmentWriter, type SegmentWriterDeps, type SegmentWriterSettings } from '../../../src/buffer/spool/segment-writer.js';
import type { LineBatch } from '../../../src/buffer/spool/write-batch.js';

export const LOG = 'abcdefghijklmnop';

export const freshDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'logferry-spool-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

/** Lines without their newlines, as one batch of the group; a line that stands before them in the same buffer must not be taken. */
export const batchOf = (group: number, firstSeq: number, lines: readonly string[]): LineBatch => {
  const all = ['not of this batch', ...lines].map((line) => `${line}\n`);
  let end = 0;
  const ends = all.map((line) => {
    end += Buffer.byteLength(line);
    return end;
  });
  return {
    group,
    name: `{"group":${group}}`,
    firstSeq,
    bytes: Buffer.from(all.join('')),
    ends,
    times: all.map((_, index) => 1_700_000_000_000 + index),
    severities: all.map((_, index) => 1 + (index % 24)),
    from: 1,
    to: all.length,
  };
};

export const writerIn = (directory: string, over: Partial<SegmentWriterSettings> = {}, deps: Partial<SegmentWriterDeps> = {}) => {
  const troubles: unknown[] = [];
  const segments: number[] = [];
  const writer = createSegmentWriter(
    { directory, log: LOG, segmentBytes: 1 << 20, fsync: 'never', ...over },
    {
      files: systemFiles,
      onTrouble: (error) => troubles.push(error),
      onSegment: (segment) => segments.push(segment),
      now: () => 1,
      ...deps,
    },
  );
  onTestFinished(() => writer.close());
  return { writer, troubles, segments };
};

/** Reads one segment to its end. */
export const readAll = async (directory: string, segment: number, over: Partial<ReadSettings> = {}) => {
  const slabs = readSegment({ files: systemFiles, path: join(directory, segmentName(segment)), log: LOG, segment, ...over });
  const frames: Frame[] = [];
  let damaged = 0;
  let torn = 0;
  for (;;) {
    const { done, value } = await slabs.next();
    if (done) return { frames, damaged, torn, end: value, ids: frames.filter(({ type }) => type !== 'group').map(idOf) };
    frames.push(...value.frames);
    damaged += value.damaged;
    torn = value.torn;
  }
};

export const idOf = ({ group, seq }: Pick<Frame, 'group' | 'seq'>): string => `${group}/${seq}`;

export const linesOf = (frames: readonly Frame[]): readonly string[] =>
  frames.filter(({ type }) => type === 'record').map(({ bytes }) => bytes.toString());

export const filesIn = (directory: string): readonly string[] => readdirSync(directory).sort();

export const bytesOfSegment = (directory: string, segment: number): Buffer => readFileSync(join(directory, segmentName(segment)));

/** Records of all segments of a log, in order, each id once: a copy of one that was there before does not count. */
export const readLog = async (directory: string, over: Partial<ReadSettings> = {}): Promise<readonly string[]> => {
  const ids = new Set<string>();
  for (const name of filesIn(directory).filter((each) => each.endsWith('.seg'))) {
    for (const id of (await readAll(directory, Number.parseInt(name, 16), over)).ids) ids.add(id);
  }
  return [...ids];
};
