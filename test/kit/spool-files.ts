import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** All files below the directory that have this ending, by path; of any, without one. */
export const filesBelow = (directory: string, ending = ''): readonly string[] =>
  existsSync(directory)
    ? readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory() && entry.name.endsWith(ending))
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

export const bytesBelow = (directory: string, ending: string): number =>
  filesBelow(directory, ending).reduce((sum, path) => sum + statSync(path).size, 0);

/** A process that dies lets go of its socket; one that shares it with the next cannot, and says so instead. */
export const letGo = (path: string): void => {
  if (existsSync(join(path, 'owner.json'))) renameSync(join(path, 'owner.json'), join(path, 'released.json'));
  rmSync(join(path, 'live.sock'), { force: true });
};

export const logsIn = (directory: string): readonly string[] => (existsSync(directory) ? readdirSync(directory) : []);
