import type { Encryption } from '../buffer/spool/encryption.js';
import { systemFiles } from '../buffer/spool/files.js';
import { readSideLogs } from '../buffer/spool/read-side-log.js';
import { findLogs, type StoredLog, type StoredSegment } from './find-logs.js';
import { createFlaws, type Flaws } from './flaws.js';
import { readKeyFile } from './key-file.js';
import { readRecords } from './read-records.js';
import type { StoredRecord } from './stored-record.js';

/** Options of every command that opens a store. */
export const STORE_OPTIONS = { log: { type: 'string' }, 'key-file': { type: 'string' } } as const;

/** Of those that read records. */
export const GROUP_OPTION = { group: { type: 'string' } } as const;

export type StoreOptions = { readonly log?: string | undefined; readonly 'key-file'?: string | undefined };

export type Filter = {
  /** Records of a group with this key only: its canonical text, or the key where that is a text. */
  readonly group?: string | undefined;
  /** Those that are delivered too. */
  readonly all?: boolean | undefined;
};

/** A directory of spools or of dead letters. */
export type Store = {
  readonly logs: readonly StoredLog[];
  readonly encryption: Encryption | undefined;
  readonly flaws: Flaws;
  /** Of all of the log, or of these of its segments. */
  recordsOf(log: StoredLog, filter?: Filter, segments?: readonly StoredSegment[]): AsyncGenerator<readonly StoredRecord[]>;
};

export const openStore = async (directory: string, options: StoreOptions): Promise<Store> => {
  const keyFile = options['key-file'];
  const encryption = keyFile === undefined ? undefined : readKeyFile(keyFile);
  const logs = await findLogs(directory, options.log);
  const flaws = createFlaws();

  async function* recordsOf(log: StoredLog, filter: Filter = {}, segments = log.segments): AsyncGenerator<readonly StoredRecord[]> {
    const done = filter.all ? new Map() : await readSideLogs({ files: systemFiles, directory: log.path, log: log.id });
    for await (const batch of readRecords({ log, segments, done, encryption, flaws })) {
      yield filter.group === undefined ? batch : batch.filter(isOf(filter.group));
    }
  }

  return { logs, encryption, flaws, recordsOf };
};

const isOf = (key: string): ((record: StoredRecord) => boolean) => {
  const asText = JSON.stringify(key);
  return ({ group }) => group === key || group === asText;
};
