import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../core/errors.js';
import { auditVerify } from './audit-verify.js';
import { cat } from './cat.js';
import type { Command, ExitCode } from './command.js';
import { type Io, print, tell } from './io.js';
import { ls } from './ls.js';
import { purge } from './purge.js';
import { replay } from './replay.js';

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({ 'spool ls': ls, 'spool cat': cat, 'spool replay': replay, 'spool purge': purge, 'audit verify': auditVerify }),
);

const HELP = `Looks after records that logferry keeps on disk (spools and dead letters), and
proves those that it sealed.

  logferry spool ls DIRECTORY              what lies there, and whose it is
  logferry spool cat DIRECTORY             the records, as NDJSON
  logferry spool replay DIRECTORY --url U  sends them again
  logferry spool purge DIRECTORY --yes     deletes them

  logferry audit verify RECORDS --checkpoints FILE   were they tampered with?

  logferry spool COMMAND --help            the options of a command
  logferry --version

DIRECTORY is that of the option \`spool\` or \`deadLetters\`.
Exit code 0: done; 1: something was not done, and stderr says what; 2: the
command was not understood.
`;

/** Runs the program with these arguments; answers its exit code and never throws. */
export const run = async (args: readonly string[], io: Io): Promise<ExitCode> => {
  const [room, name = '', ...rest] = args;
  if (room === '--version' || room === '-v') return say(io, `${version()}\n`);
  const command = COMMANDS.get(`${room} ${name}`);
  if (command !== undefined)
    return rest.some(asksForHelp) ? say(io, command.help) : runCommand(command, rest, { io, name: `${room} ${name}` });
  if (name === '' || args.some(asksForHelp)) return say(io, HELP);
  tell(io, `there is no command ${JSON.stringify(args.slice(0, 2).join(' '))}; see logferry --help`);
  return 2;
};

const asksForHelp = (word: string): boolean => word === '--help' || word === '-h';

const say = async (io: Io, text: string): Promise<ExitCode> => {
  await print(io, [text]);
  return 0;
};

const runCommand = async (command: Command, args: readonly string[], { io, name }: { io: Io; name: string }): Promise<ExitCode> => {
  try {
    return await command.run(args, io);
  } catch (error) {
    const isUsage = error instanceof ConfigurationError;
    tell(io, isUsage ? `${error.message}; see logferry ${name} --help` : (error as Error).message);
    return isUsage ? 2 : 1;
  }
};

/** The package's manifest lies two folders up, from `src/cli` as from `dist/cli`. */
const version = (): string => JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')).version;
