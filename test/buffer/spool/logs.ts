import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemFiles } from '../../../src/buffer/spool/files.js';
import { newLogId } from '../../../src/buffer/spool/log-names.js';
import { type Owner, readSelf } from '../../../src/buffer/spool/owner.js';

/** A directory of the test's own, gone after it. */
export const tempDirectory = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'logferry-spool-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

/** This very process. */
export const self = readSelf(systemFiles);

/** The card of a process that ran on this kernel and is gone: no process of ours began at the kernel's tick 1. */
export const deadOwner: Owner = { ...self, startTicks: '1', formatVersion: 1, createdMs: 1000, hasSocket: true };

export type PlantedLog = {
  /** Default: a dead owner's. `null`: none. */
  readonly owner?: Owner | null;
  /** Names of files to make. Default: one segment. */
  readonly files?: readonly string[];
  readonly log?: string;
};

export const SEGMENT = '0000000000000000.seg';

/** A log as its owner left it, in `parent`. Answers its path. */
export const plantLog = (parent: string, { owner = deadOwner, files = [SEGMENT], log = newLogId() }: PlantedLog = {}): string => {
  const path = join(parent, log);
  mkdirSync(path, { recursive: true });
  if (owner !== null) writeFileSync(join(path, 'owner.json'), JSON.stringify(owner));
  for (const name of files) writeFileSync(join(path, name), name);
  return path;
};
