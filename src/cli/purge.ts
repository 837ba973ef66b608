import { type Command, readArguments } from './command.js';
import type { StoredLog, StoredSegment } from './find-logs.js';
import { type Io, print, tell } from './io.js';
import { createJudge, type Judge } from './judge.js';
import { peek } from './peek.js';
import { removeEmpty, removeLog, removeSegment } from './remove.js';
import { openStore, STORE_OPTIONS, type Store } from './store.js';
import { amount, durationMs, showBytes } from './units.js';

const HELP = `logferry spool purge DIRECTORY [options]

Deletes records for good. Without --yes it only says what it would delete.
A spool that a process still sends is never touched; dead letters may be deleted
while their service runs.

  --yes             do it
  --older-than AGE  only what was last written before: 90s, 30m, 72h, 7d
  --log ID          this log only; also one of another machine, if you are sure
                    that its process is gone
  --key-file FILE   keys of what is encrypted: {"ID": "32 bytes in base64"}
`;

const OPTIONS = { ...STORE_OPTIONS, 'older-than': { type: 'string' }, yes: { type: 'boolean', default: false } } as const;

export const purge: Command = {
  help: HELP,
  run: async (args, io) => {
    const { directory, values } = readArguments(args, OPTIONS);
    const age = values['older-than'];
    const writtenBefore = age === undefined ? Number.POSITIVE_INFINITY : io.now() - durationMs(age, 'older-than');
    const store = await openStore(directory, values);
    const choice = { writtenBefore, isNamed: values.log !== undefined, stateOf: createJudge() };
    const victims: Victim[] = [];
    for (const log of store.logs) {
      const victim = await victimOf(store, log, choice);
      if (typeof victim === 'string') tell(io, `${log.id} stays: ${victim}`);
      else if (victim !== undefined) victims.push(victim);
    }
    return values.yes ? remove(victims, io) : announce(victims, io);
  },
};

/** What is to be deleted: whole logs of a spool, single segments of dead letters. */
type Victim = { readonly log: StoredLog; readonly segments: readonly StoredSegment[]; readonly isWhole: boolean };

type Choice = { readonly writtenBefore: number; readonly isNamed: boolean; readonly stateOf: Judge };

/** A word instead: why it must stay. */
const victimOf = async (
  store: Store,
  log: StoredLog,
  { writtenBefore, isNamed, stateOf }: Choice,
): Promise<Victim | string | undefined> => {
  const old = log.segments.filter(({ writtenAt }) => writtenAt < writtenBefore);
  const { kind } = await peek(store, log);
  if (kind === 'dead letters') return old.length === 0 ? undefined : { log, segments: old, isWhole: false };
  if (old.length < log.segments.length) return undefined;
  const state = await stateOf(log);
  if (state === 'alive') return 'a process that runs is sending it';
  if (state === 'unknown' && !isNamed) return 'nobody here can tell whether its process is gone; if you are sure, name it by --log';
  return { log, segments: old, isWhole: true };
};

const announce = async (victims: readonly Victim[], io: Io) => {
  await print(io, [`would delete ${sumOf(victims)}${victims.length === 0 ? '' : '; to do it, add --yes'}\n`]);
  return 0 as const;
};

const remove = async (victims: readonly Victim[], io: Io) => {
  const removed: Victim[] = [];
  for (const victim of victims) removed.push(await removeVictim(victim));
  await print(io, [`deleted ${sumOf(removed)}\n`]);
  const kept = filesOf(victims) - filesOf(removed);
  if (kept > 0) tell(io, `${amount(kept, 'file')} could not be deleted, or took new records meanwhile; run this again`);
  return kept > 0 ? 1 : 0;
};

const removeVictim = async (victim: Victim): Promise<Victim> => {
  if (victim.isWhole) {
    await removeLog(victim.log);
    return victim;
  }
  const segments: StoredSegment[] = [];
  for (const segment of victim.segments) if (await removeSegment(segment)) segments.push(segment);
  await removeEmpty(victim.log);
  return { ...victim, segments };
};

const filesOf = (victims: readonly Victim[]): number => victims.reduce((sum, { segments }) => sum + segments.length, 0);

const sumOf = (victims: readonly Victim[]): string => {
  const bytes = victims.flatMap(({ segments }) => segments).reduce((sum, segment) => sum + segment.bytes, 0);
  return `${amount(filesOf(victims), 'file')} of ${amount(victims.length, 'log')}, ${showBytes(bytes)}`;
};
