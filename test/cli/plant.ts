import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createDeadLetters } from '../../src/buffer/dead-letters/dead-letters.js';
import type { Encryption } from '../../src/buffer/spool/encryption.js';
import { systemFiles } from '../../src/buffer/spool/files.js';
import { newLogId } from '../../src/buffer/spool/log-names.js';
import { FORMAT_VERSION, readSelf } from '../../src/buffer/spool/owner.js';
import { createSegmentWriter } from '../../src/buffer/spool/segment-writer.js';
import { createSideLog } from '../../src/buffer/spool/side-log.js';
import { systemClock } from '../../src/core/clock.js';
import type { DropReason } from '../../src/core/events.js';

export const freshDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'logferry-cli-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

export type PlantedLetter = { readonly line: string; readonly group?: string; readonly reason?: DropReason; readonly error?: string };

/** A service that gives up records; it runs until `stop`. */
export const plantLetters = (directory: string, letters: readonly PlantedLetter[], encryption?: Encryption) => {
  const store = createDeadLetters(
    { directory, maxBytes: 64 * 1024 * 1024, keep: 'all' },
    { files: systemFiles, clock: systemClock, encryption, onTrouble: () => {}, onDeleted: () => {} },
  );
  const put = ({ line, group, reason = 'refused', error = 'http-400' }: PlantedLetter): boolean =>
    store.putLine(line, { time: Date.now(), level: 'info', severity: 9 }, { reason, error, group });
  letters.forEach(put);
  onTestFinished(store.close);
  return { put, stop: store.close };
};

export const letterOf = (n: number, tenant = 'acme'): PlantedLetter => ({ line: JSON.stringify({ n }), group: JSON.stringify({ tenant }) });

export type PlantedSpool = {
  /** Lines of each group, by the text of its key. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Of each group, so many from the first on are delivered. */
  readonly done?: number;
  readonly segmentBytes?: number;
  /** Default: a process that is gone. */
  readonly owner?: object;
  /** Default: a directory of its own in `root`. */
  readonly path?: string;
  readonly encryption?: Encryption;
};

const self = readSelf(systemFiles);
/** A process of this machine that never was: none began at the kernel's tick 1. */
export const gone = { ...self, startTicks: '1', formatVersion: FORMAT_VERSION, createdMs: 1, hasSocket: true };
export const thisProcess = { ...self, formatVersion: FORMAT_VERSION, createdMs: 1, hasSocket: false };
export const ofAnotherMachine = { ...gone, machineId: '0'.repeat(32), bootId: 'another', hostname: 'far-away' };

/** A log as an engine left it, line by line in turns of the groups. Answers its id. */
export const plantSpool = (
  root: string,
  { groups, done = 0, segmentBytes = 1 << 20, owner = gone, path, encryption }: PlantedSpool,
): string => {
  const log = newLogId();
  const directory = path === undefined ? join(root, log) : join(path, log);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'owner.json'), JSON.stringify(owner));
  const writer = createSegmentWriter(
    { directory, log, segmentBytes, fsync: 'never', encryption },
    { files: systemFiles, onTrouble: () => {}, onSegment: () => {}, now: Date.now },
  );
  const sideLog = createSideLog({ directory, log }, { files: systemFiles, onTrouble: () => {} });
  const longest = Math.max(...Object.values(groups).map((lines) => lines.length));
  for (let seq = 0; seq < longest; seq += 1) {
    Object.entries(groups).forEach(([name, lines], group) => {
      const line = lines[seq];
      if (line === undefined) return;
      const bytes = Buffer.from(`${line}\n`);
      writer.append({
        group,
        name,
        firstSeq: seq,
        bytes,
        ends: [bytes.length],
        times: [1_700_000_000_000 + seq],
        severities: [9],
        from: 0,
        to: 1,
      });
    });
  }
  for (const group of Object.keys(groups).keys()) if (done > 0) sideLog.done({ group, from: 0, to: done }, [0]);
  writer.close();
  sideLog.close();
  return log;
};
