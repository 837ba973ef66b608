import { join } from 'node:path';
import type { Clock } from '../../core/clock.js';
import type { BackgroundFiles } from './background-files.js';
import { codeOf } from './error-code.js';
import { type Answer, knock } from './live-socket.js';
import { OWNER, RELEASED } from './log-names.js';
import { FORMAT_VERSION, type Owner, parseOwner, parseProcessStat, type Self } from './owner.js';

/**
 * Whether the owner of a log lives. Only `dead` lets another take the log, so whatever cannot be known is `unknown`:
 *
 *     where it ran                     what decides
 *     wherever, and it let go          dead
 *     another machine                  nobody can ask it: unknown. Two hosts over one NFS directory must not rob each other
 *     this machine, before a reboot    dead
 *     this process, another thread     its socket; a thread has no other sign of life
 *     this kernel, our world of pids   its pid with the same start, for a socket may be lost; else its socket
 *     this kernel, another container   its socket; where there is none, ten minutes of silence
 *     it cannot be told                its socket, if somebody answers; else ten minutes of silence
 *
 * A log of a newer format is left to those who know it. A log may be looked at while it is made. Its owner listens before it writes `owner.json`, so who can be asked can answer, and
 * a log without that file is one of which nothing can be told.
 */
export type Liveness = 'alive' | 'dead' | 'unknown';

export type LivenessDeps = {
  readonly files: Pick<BackgroundFiles, 'readFile' | 'readdir' | 'stat'>;
  readonly clock: Pick<Clock, 'wallTime' | 'setTimer'>;
  readonly self: Self;
};

/** Never rejects: what cannot be read now is `unknown`. */
export const isAlive = async (logPath: string, deps: LivenessDeps): Promise<Liveness> => {
  try {
    return await judge(logPath, deps);
  } catch {
    return 'unknown';
  }
};

const judge = async (logPath: string, { files, clock, self }: LivenessDeps): Promise<Liveness> => {
  const { owner, hasReleased } = await readOwner(logPath, files);
  if (owner !== undefined && owner.formatVersion > FORMAT_VERSION) return 'unknown';
  const place = placeOf(owner, self);
  if (hasReleased || place === 'before-boot') return 'dead';
  if (place === 'elsewhere') return 'unknown';
  const answer = await knock(logPath, clock);
  if (answer === 'open') return 'alive';
  const verdict = verdictOf({ place, answer, hasSocket: owner?.hasSocket ?? false, run: await runOf(owner, files) });
  return verdict === 'by-age' ? byAge(await lastChange(logPath, files), clock.wallTime()) : verdict;
};

/** No owner where there is no card, or not all of it: its writer is not done, or was cut short. */
export const readOwner = async (
  logPath: string,
  files: Pick<BackgroundFiles, 'readFile'>,
): Promise<{ readonly owner: Owner | undefined; readonly hasReleased: boolean }> => {
  const card = await readText(join(logPath, OWNER), files);
  const released = card === undefined ? await readText(join(logPath, RELEASED), files) : undefined;
  return { owner: parseOwner(card ?? released ?? ''), hasReleased: released !== undefined };
};

const readText = async (path: string, files: Pick<BackgroundFiles, 'readFile'>): Promise<string | undefined> => {
  try {
    return await files.readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

export type Place = 'elsewhere' | 'before-boot' | 'this-process' | 'this-namespace' | 'this-kernel' | 'unclear';

export const placeOf = (owner: Owner | undefined, self: Self): Place => {
  if (owner === undefined) return 'unclear';
  if (isSameKernel(owner, self)) return placeInKernel(owner, self);
  if (owner.machineId === undefined || self.machineId === undefined) return 'unclear';
  if (owner.machineId !== self.machineId) return 'elsewhere';
  return owner.bootId === undefined || self.bootId === undefined ? 'unclear' : 'before-boot';
};

/** Two containers of one machine have the kernel in common, though each may have a machine id and a host name of its own. */
const isSameKernel = (owner: Self, self: Self): boolean =>
  owner.bootId === undefined && self.bootId === undefined ? owner.hostname === self.hostname : owner.bootId === self.bootId;

const placeInKernel = (owner: Self, self: Self): Place => {
  if (owner.pidNamespace !== self.pidNamespace) return 'this-kernel';
  return owner.pid === self.pid && owner.startTicks === self.startTicks ? 'this-process' : 'this-namespace';
};

/** `perhaps`: a process has that pid, but which one it is cannot be told. */
export type Run = 'runs' | 'perhaps' | 'gone';

const runOf = async (owner: Owner | undefined, files: Pick<BackgroundFiles, 'readFile'>): Promise<Run> => {
  if (owner === undefined) return 'perhaps';
  if (owner.startTicks === undefined) return hasPid(owner.pid) ? 'perhaps' : 'gone';
  try {
    const stat = parseProcessStat(await files.readFile(`/proc/${owner.pid}/stat`, 'utf8'));
    return stat !== undefined && stat.startTicks === owner.startTicks && !DEAD_STATES.includes(stat.state) ? 'runs' : 'gone';
  } catch (error) {
    return ['ENOENT', 'ESRCH'].includes(codeOf(error)) ? 'gone' : 'perhaps';
  }
};

/** A process that died stays in the table until its parent asks for it; in a container nobody may ever ask. */
const DEAD_STATES: readonly string[] = ['Z', 'X', 'x'];

const hasPid = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
};

export type Signs = {
  readonly place: Exclude<Place, 'elsewhere' | 'before-boot'>;
  readonly answer: Exclude<Answer, 'open'>;
  readonly hasSocket: boolean;
  readonly run: Run;
};

/** Nobody answered: what does that mean? */
export const verdictOf = ({ place, answer, hasSocket, run }: Signs): Liveness | 'by-age' => {
  if (place === 'this-namespace' && run !== 'perhaps') return run === 'gone' ? 'dead' : 'alive';
  if (answer === 'unclear') return 'unknown';
  if (place === 'this-process') return hasSocket ? 'dead' : 'alive';
  if (place === 'this-namespace') return answer === 'refused' ? 'dead' : 'alive';
  return place === 'this-kernel' && answer === 'refused' ? 'dead' : 'by-age';
};

const LONGEST_SILENCE_MS = 10 * 60_000;

const byAge = (lastChangeMs: number, now: number): Liveness => (now - lastChangeMs > LONGEST_SILENCE_MS ? 'dead' : 'unknown');

/** Of the directory itself, which changes when a file comes or goes, and of each file in it, which changes when it is written. */
const lastChange = async (logPath: string, files: Pick<BackgroundFiles, 'readdir' | 'stat'>): Promise<number> => {
  const names = await files.readdir(logPath);
  const paths = [logPath, ...names.map((name) => join(logPath, name))];
  const times = await Promise.all(paths.map(async (path) => (await files.stat(path)).mtimeMs));
  return Math.max(...times);
};
