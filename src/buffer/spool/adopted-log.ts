import { join } from 'node:path';
import type { KeptLog } from './entry.js';
import { pathOfSegment } from './file-names.js';
import type { Files } from './files.js';
import { removeFile } from './remove-file.js';
import { createSegmentBook } from './segment-book.js';
import type { SideLog } from './side-log.js';

/**
 * A log that an earlier run, or another process, left behind when it ended. What it wrote is only read; what becomes of its records
 * is noted in a side log of our own beside it. With its last record the whole log is removed.
 */
export type AdoptedLog = KeptLog & {
  readonly path: string;
  /** Every segment was read: what is in none of them does not exist. */
  finish(): void;
  close(): void;
};

export type AdoptedLogDeps = { readonly files: Files; readonly sideLog: SideLog; readonly onEmpty: () => void };

export const createAdoptedLog = (path: string, name: string, { files, sideLog, onEmpty }: AdoptedLogDeps): AdoptedLog => {
  let isRead = false;

  const book = createSegmentBook(({ number }) => {
    removeFile(files, pathOfSegment(path, number));
    sideLog.segmentGone(number);
    removeIfEmpty();
  });

  const removeIfEmpty = (): void => {
    if (!isRead || book.segments.size > 0) return;
    sideLog.close();
    removeLog(files, path);
    onEmpty();
  };

  return {
    name,
    directoryName: name,
    path,
    book,
    pathOf: (segment) => pathOfSegment(path, segment),
    sending: (entry, mark) => sideLog.sending({ group: entry.number, ...mark }),
    done: (entry, from, to) => {
      const segments = entry.spans.filter((span) => span.from < to && span.to > from).map(({ segment }) => segment);
      sideLog.done({ group: entry.number, from, to }, segments);
      book.done(entry, { from, to });
    },
    finish: () => {
      isRead = true;
      removeIfEmpty();
    },
    close: () => sideLog.close(),
  };
};

/** Only files of our own making are removed, so that what somebody else put there stays. */
const removeLog = (files: Files, path: string): void => {
  try {
    for (const name of files.readdirSync(path)) if (OURS.test(name)) removeFile(files, join(path, name));
    files.rmdirSync(join(path, 'adopted'));
  } catch {
    // There was none.
  }
  try {
    files.rmdirSync(path);
  } catch {
    // It is not empty, or gone: an empty log is removed by whoever finds it next.
  }
};

const OURS = /^(?:[0-9a-f]{16}\.(?:seg|side)|owner\.json|released\.json|live\.sock|compacted\.new)$/;
