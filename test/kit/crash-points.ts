import { subscribe } from 'node:diagnostics_channel';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';

/**
 * Loaded before a program (`--import`), in each of its threads: the program kills itself by SIGKILL at the moment that
 * `CRASH_AT` names, `after segment-write 3` for instance: before a step is taken, amid it (half of the bytes are written), or after
 * it, when it is taken for the third time. Steps are calls of node:fs, told apart by the file that they concern, and what undici
 * says of its requests. A moment that never comes leaves the program alone.
 */
const [when = '', what = '', count = '1'] = (process.env['CRASH_AT'] ?? '').split(' ');
let left = Number(count);

/** Whether it is time to die: `step` is about to be taken, half taken, or taken. */
const isTime = (moment: 'before' | 'amid' | 'after', step: string | undefined): boolean => {
  if (moment !== when || step !== what) return false;
  left -= 1;
  return left === 0;
};

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  for (;;); // the signal is on its way, and not one more step may be taken
};

const around = <Result>(step: string | undefined, take: () => Result): Result => {
  if (isTime('before', step)) die();
  const result = take();
  if (isTime('after', step)) die();
  return result;
};

const { fdatasync, mkdirSync, openSync, unlinkSync, writeFileSync, writeSync } = fs;
const { rename } = fs.promises;
const pathOfFd = new Map<number, string>();

const isLog = (path: unknown): boolean => /^[a-z2-7]{16}$/.test(basename(String(path)));
const fileStep = (path: unknown, action: string): string | undefined => {
  const kind = /(owner)\.json$|\.(seg|side)$/.exec(String(path));
  return kind === null ? undefined : `${kind[1] ?? (kind[2] === 'seg' ? 'segment' : 'side')}-${action}`;
};

/** An entry of a side log begins with its checksum; then comes its type. */
const ENTRY_TYPE_AT = 4;
const SENDING = 1;
const writeStep = (fd: number, bytes: Uint8Array, offset: number): string | undefined => {
  const step = fileStep(pathOfFd.get(fd), 'write');
  return step === 'side-write' ? (bytes[offset + ENTRY_TYPE_AT] === SENDING ? 'sending-write' : 'done-write') : step;
};

Object.assign(fs, {
  mkdirSync: (path: fs.PathLike, options: fs.MakeDirectoryOptions) =>
    around(isLog(path) ? 'log-create' : undefined, () => mkdirSync(path, options)),
  openSync: (path: fs.PathLike, flags: number, mode?: fs.Mode) => {
    const creates = typeof flags === 'number' && (flags & fs.constants.O_CREAT) !== 0;
    const fd = around(creates ? fileStep(path, 'create') : undefined, () => openSync(path, flags, mode));
    pathOfFd.set(fd, String(path));
    return fd;
  },
  writeFileSync: (path: fs.PathLike, data: string, options: fs.WriteFileOptions) =>
    around(fileStep(path, 'write'), () => writeFileSync(path, data, options)),
  writeSync: (fd: number, bytes: Uint8Array, ...rest: number[]) => {
    const [offset = 0, length = bytes.length - offset] = rest;
    const step = writeStep(fd, bytes, offset);
    if (isTime('amid', step)) {
      writeSync(fd, bytes, offset, Math.ceil(length / 2));
      die();
    }
    return around(step, () => writeSync(fd, bytes, ...rest));
  },
  fdatasync: (fd: number, done: (error: Error | null) => void) => {
    const step = fileStep(pathOfFd.get(fd), 'sync');
    if (isTime('before', step)) die();
    fdatasync(fd, (error) => {
      if (isTime('after', step)) die();
      done(error);
    });
  },
  unlinkSync: (path: fs.PathLike) => around(fileStep(path, 'unlink'), () => unlinkSync(path)),
});
Object.assign(fs.promises, {
  rename: async (from: string, to: string) => {
    const step = /[\\/]adopted[\\/]/.test(to) ? 'adoption' : undefined;
    if (isTime('before', step)) die();
    await rename(from, to);
    if (isTime('after', step)) die();
  },
});
syncBuiltinESMExports();

for (const [channel, step] of [
  ['undici:request:create', 'request-made'],
  ['undici:request:bodySent', 'request-sent'],
  ['undici:request:headers', 'response-begun'],
  ['undici:request:trailers', 'response-read'],
] as const) {
  subscribe(channel, () => {
    if (isTime('after', step)) die();
  });
}
