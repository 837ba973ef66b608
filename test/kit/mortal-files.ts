import { closeSync, constants } from 'node:fs';
import type { Files } from '../../src/buffer/spool/files.js';
import { createFaultyFiles } from './faulty-files.js';

/** The disk of one process: it can fail as `createFaultyFiles` does, and the process can die, after which nothing that it still wants to do is done. */
export const createMortalFiles = () => {
  const disk = createFaultyFiles();
  const written = new Set<number>();
  let isDead = false;

  const guarded = Object.fromEntries(
    Object.entries(disk.files).map(([name, run]) => [
      name,
      (...args: unknown[]) => {
        if (isDead) throw Object.assign(new Error('EIO: the process is dead'), { code: 'EIO' });
        return (run as (...all: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as Files;

  const files: Files = {
    ...guarded,
    openSync: (path, flags, mode) => {
      const fd = guarded.openSync(path, flags, mode);
      if (typeof flags === 'number' && (flags & constants.O_CREAT) !== 0) written.add(fd);
      return fd;
    },
    closeSync: (fd) => {
      guarded.closeSync(fd);
      written.delete(fd);
    },
    // What a dead process was reading is closed all the same: the number of its file belongs to the test.
    close: disk.files.close,
  };

  return {
    ...disk,
    files,
    die: () => {
      isDead = true;
      for (const fd of written) closeSync(fd);
    },
  };
};

export type MortalFiles = ReturnType<typeof createMortalFiles>;
