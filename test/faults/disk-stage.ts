import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SpoolOptions } from '../../src/buffer/spool/spool-options.js';
import type { HandlerOptions } from '../../src/handler-options.js';
import { startCollector } from '../../src/testing/index.js';
import { createMortalFiles, type MortalFiles } from '../kit/mortal-files.js';
import { bytesBelow, filesBelow } from '../kit/spool-files.js';
import { until } from '../kit/until.js';
import { type CollectorStage, openStage } from './stage.js';

/** A whole handler with a spool, on a disk that can be made to fail. */
export type DiskStage = CollectorStage & {
  readonly disk: MortalFiles;
  readonly directory: string;
  /** Bytes of the segments that are on disk now. */
  bytesOnDisk(): number;
  /** Ends the handler with nothing left to deliver, and expects that it left no file. */
  closesClean(): Promise<void>;
};

export type DiskStageOptions = Partial<Omit<HandlerOptions, 'spool'>> & {
  readonly spool?: Partial<SpoolOptions>;
  /** Of an earlier stage; default: a new one. */
  readonly directory?: string;
  readonly disk?: MortalFiles;
};

export const openDiskStage = async (options: DiskStageOptions = {}): Promise<DiskStage> => {
  const { directory = freshSpool(), disk = createMortalFiles(), spool, ...others } = options;
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  const stage = openStage(
    { url: collector.url, flushIntervalMs: 1000, ...others, spool: { directory, fsync: 'never', ...spool } },
    { files: disk.files },
  );
  return {
    ...stage,
    collector,
    disk,
    directory,
    numbers: () => collector.records.map((record) => (record as { n: unknown }).n),
    bytesOnDisk: () => bytesBelow(directory, '.seg'),
    closesClean: async () => {
      const closed = stage.handler.close({ timeoutMs: 0 });
      await stage.clock.advance(100);
      await closed;
      await until(() => filesBelow(directory).length === 0, { what: 'nothing is left on disk' });
    },
  };
};

/** Not there yet. */
export const freshSpool = (): string => {
  const parent = mkdtempSync(join(tmpdir(), 'logferry-disk-'));
  onTestFinished(() => {
    if (existsSync(parent)) rmSync(parent, { recursive: true, force: true });
  });
  return join(parent, 'spool');
};
