import { hostname } from 'node:os';
import { threadId } from 'node:worker_threads';
import type { Files } from './files.js';

/**
 * Who a process is, told so that another can find out whether it still runs. A pid alone does not say it: it is used again, and
 * in every container the app is pid 1. What a system does not tell is absent.
 */
export type Self = {
  readonly pid: number;
  readonly tid: number;
  /** When the process began, in the kernel's ticks since boot. */
  readonly startTicks?: string | undefined;
  /** A new one each time that the kernel starts: who has the same runs on the same kernel. */
  readonly bootId?: string | undefined;
  /** In which world of pids `pid` counts. */
  readonly pidNamespace?: string | undefined;
  readonly machineId?: string | undefined;
  readonly hostname: string;
};

/** What a log's owner writes down of itself. Nothing in it is a secret. */
export type Owner = Self & {
  readonly formatVersion: number;
  /** Milliseconds since the Unix epoch. */
  readonly createdMs: number;
  /** Whether it listens: then silence means that it is gone. */
  readonly hasSocket: boolean;
};

/** Of the log's files. Whoever does not know a version leaves such logs to those who do. */
export const FORMAT_VERSION = 1;

export type SelfFiles = Pick<Files, 'readFileSync' | 'statSync'>;

export const readSelf = (files: SelfFiles): Self => ({
  pid: process.pid,
  tid: threadId,
  startTicks: attempt(() => parseProcessStat(files.readFileSync('/proc/self/stat', 'utf8'))?.startTicks),
  bootId: attempt(() => files.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
  pidNamespace: attempt(() => String(files.statSync('/proc/self/ns/pid').ino)),
  machineId: readMachineId(files, '/etc/machine-id') ?? readMachineId(files, '/var/lib/dbus/machine-id'),
  hostname: hostname(),
});

/** Empty in most container images, and no id until systemd's first start is over (machine-id(5)). */
/** Reads it once; or again, where the system would not tell: without a file descriptor to be had nothing can be read. */
export const selfReader = (files: SelfFiles): (() => Self) => {
  let self: Self | undefined;
  return () => {
    if (self?.startTicks === undefined || self.bootId === undefined) self = readSelf(files);
    return self;
  };
};

const readMachineId = (files: SelfFiles, path: string): string | undefined =>
  attempt(() => /^[0-9a-f]{32}(?=\n?$)/.exec(files.readFileSync(path, 'utf8'))?.[0]);

const attempt = <Value>(run: () => Value): Value | undefined => {
  try {
    return run();
  } catch {
    return undefined;
  }
};

/** Fields 3 and 22 of proc_pid_stat(5); the second is a name in parentheses that may hold anything, parentheses too. */
export const parseProcessStat = (text: string): { readonly state: string; readonly startTicks: string } | undefined => {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  return state === undefined || startTicks === undefined ? undefined : { state, startTicks };
};

/** Undefined for what no owner wrote, or did not write to its end. */
export const parseOwner = (text: string): Owner | undefined => {
  const value = attempt(() => JSON.parse(text) as unknown);
  return isOwner(value) ? value : undefined;
};

const isOwner = (value: unknown): value is Owner => {
  if (typeof value !== 'object' || value === null) return false;
  const given = value as Readonly<Record<string, unknown>>;
  const isText = (name: keyof Owner): boolean => given[name] === undefined || typeof given[name] === 'string';
  return (
    (['formatVersion', 'pid', 'tid', 'createdMs'] satisfies (keyof Owner)[]).every((name) => Number.isSafeInteger(given[name])) &&
    (['startTicks', 'bootId', 'pidNamespace', 'machineId'] satisfies (keyof Owner)[]).every(isText) &&
    typeof given['hostname'] === 'string' &&
    typeof given['hasSocket'] === 'boolean'
  );
};
