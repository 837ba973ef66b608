import { basename, join } from 'node:path';
import { type BackgroundFiles, syncDirectory } from './background-files.js';
import { codeOf } from './error-code.js';
import { type Liveness, readOwner } from './liveness.js';
import { ADOPTED, isLogId, isSpent } from './log-names.js';

/**
 * Logs whose owners died are taken over by whoever lives, whole, by one rename into the taker's own log:
 *
 *     <root>/X             ->  <own>/adopted/X
 *     <root>/X/adopted/Y   ->  <own>/adopted/Y        what the dead had adopted itself
 *
 * A rename has one winner; the others find nothing. Whoever dies after that leaves all of it to the next in the same way,
 * and wherever it dies: what was not moved up yet is moved up by the next.
 */
export const adoptOrphans = async (deps: AdoptionDeps): Promise<Round> => {
  const { root, own, files, alive, isStopped, onTrouble } = deps;
  const { names, isAll } = await sampleLogs(deps);
  const shelf = join(own, ADOPTED);
  const adopted: Adopted[] = [];
  let moved = 0;
  for (const name of names) {
    if (isStopped()) break;
    const log = join(root, name);
    if ((await alive(log)) !== 'dead') continue;
    if (moved === 0) await makeShelf(shelf, files);
    try {
      adopted.push(...(await takeOver(log, shelf, files)));
      moved += 1;
    } catch (error) {
      onTrouble(error);
    }
  }
  if (moved > 0) await Promise.all([root, shelf].map((directory) => syncDirectory(directory, files)));
  return { adopted: oldestFirst(adopted), hasMore: moved > 0 && !isAll };
};

export type AdoptionDeps = {
  /** The spool's directory. */
  readonly root: string;
  /** The directory of this engine's own log, in `root`. */
  readonly own: string;
  readonly files: BackgroundFiles;
  readonly clock: { random(): number };
  readonly alive: (logPath: string) => Promise<Liveness>;
  /** Asked before each log. */
  readonly isStopped: () => boolean;
  readonly onTrouble: (error: unknown) => void;
};

export type Round = {
  /** Directories of the logs that are this engine's now, oldest first. */
  readonly adopted: readonly string[];
  /** Orphans were found, and there are logs that were not looked at. */
  readonly hasMore: boolean;
};

type Adopted = { readonly path: string; readonly createdMs: number };

/** Logs looked at in one round: each costs a few system calls and, at worst, a rename. */
const MOST_LOGS = 200;

/** Others' logs in the spool's directory; where there are too many for one round, a fair sample of all (Vitter's algorithm R). */
const sampleLogs = async ({
  root,
  own,
  files,
  clock,
}: AdoptionDeps): Promise<{ readonly names: readonly string[]; readonly isAll: boolean }> => {
  const names: string[] = [];
  let seen = 0;
  for await (const entry of await files.opendir(root, { bufferSize: 1024 })) {
    if (!entry.isDirectory() || !isLogId(entry.name) || entry.name === basename(own)) continue;
    seen += 1;
    const place = names.length < MOST_LOGS ? names.length : Math.floor(clock.random() * seen);
    if (place < MOST_LOGS) names[place] = entry.name;
  }
  return { names, isAll: seen <= MOST_LOGS };
};

/** Not with its parents: where the own log is gone there is nowhere to adopt to. */
const makeShelf = async (shelf: string, files: BackgroundFiles): Promise<void> => {
  try {
    await files.mkdir(shelf, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
};

/** Answers what is on the shelf now: the log, if it keeps anything and nobody was faster, and those that it had adopted. */
const takeOver = async (log: string, shelf: string, files: BackgroundFiles): Promise<readonly Adopted[]> => {
  const path = join(shelf, basename(log));
  if (!(await move(log, path, files))) return [];
  const inner = await adoptedBy(path, files);
  const lifted: Adopted[] = [];
  for (const name of inner) lifted.push(...(await takeOver(join(path, ADOPTED, name), shelf, files)));
  const createdMs = await createdAt(path, files);
  return (await removeSpent(path, files)) ? lifted : [{ path, createdMs }, ...lifted];
};

const createdAt = async (path: string, files: BackgroundFiles): Promise<number> => {
  try {
    return (await readOwner(path, files)).owner?.createdMs ?? 0;
  } catch {
    return 0;
  }
};

const move = async (from: string, to: string, files: BackgroundFiles): Promise<boolean> => {
  try {
    await files.rename(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
};

const adoptedBy = async (path: string, files: BackgroundFiles): Promise<readonly string[]> => {
  try {
    return (await files.readdir(join(path, ADOPTED))).filter(isLogId);
  } catch {
    return [];
  }
};

/** Name by name, as the owner itself does at its end. */
const removeSpent = async (path: string, files: BackgroundFiles): Promise<boolean> => {
  try {
    const names = await files.readdir(path);
    if (!isSpent(names)) return false;
    if (names.includes(ADOPTED)) await files.rmdir(join(path, ADOPTED));
    for (const name of names) if (name !== ADOPTED) await files.unlink(join(path, name));
    await files.rmdir(path);
    return true;
  } catch {
    return false;
  }
};

const oldestFirst = (adopted: readonly Adopted[]): readonly string[] =>
  [...adopted].sort((one, other) => one.createdMs - other.createdMs).map(({ path }) => path);
