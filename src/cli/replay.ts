import { ConfigurationError } from '../core/errors.js';
import { type Command, type ExitCode, readArguments } from './command.js';
import { type Courier, openCourier } from './courier.js';
import { headersOf } from './header-lines.js';
import { type Io, print, tell } from './io.js';
import { createRefusals, type Refusals } from './refusals.js';
import { replayLines } from './replay-lines.js';
import { replayStore } from './replay-store.js';
import { GROUP_OPTION, openStore, STORE_OPTIONS } from './store.js';
import { amount, durationMs } from './units.js';

const HELP = `logferry spool replay DIRECTORY --url URL [options]
logferry spool replay - --url URL [options]

Sends again what \`cat\` prints, or with - what comes in by stdin: records as
NDJSON, or what \`cat --meta\` printed. Each group is a request of its own and
keeps its order. What is delivered stays on disk unless --purge is given.

  --url URL              the collector
  --header 'Name: text'  of each request, any number of times; {key} or
                         {key.tenant} stands for the key of the group
  --gzip                 compress requests
  --format FORMAT        ndjson (default), lines or json-array
  --key TEMPLATE         group records by this instead of the key that they had,
                         for example '{fields.tenant}'
  --wait TIME            give up when the collector takes nothing for so long;
                         default 60s
  --purge                delete what was delivered; dead letters that are
                         refused again stay, with the new reason
  --log ID               of this log only
  --group KEY            of this group only: its key as JSON; a text as it is
  --key-file FILE        keys of what is encrypted: {"ID": "32 bytes in base64"}
`;

const OPTIONS = {
  ...STORE_OPTIONS,
  ...GROUP_OPTION,
  url: { type: 'string' },
  header: { type: 'string', multiple: true },
  gzip: { type: 'boolean', default: false },
  format: { type: 'string' },
  key: { type: 'string' },
  wait: { type: 'string', default: '60s' },
  purge: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>['values'];

export const replay: Command = {
  help: HELP,
  run: async (args, io) => {
    const { directory, values } = readArguments(args, OPTIONS);
    if (values.purge) refusePartialPurge(directory, values);
    const { url, gzip, format, key, wait } = values;
    if (url === undefined) throw new ConfigurationError('where to? Give the collector by --url');
    const refusals = createRefusals();
    const courier = openCourier(
      { url, headers: headersOf(values.header ?? []), gzip, format, key, patienceMs: durationMs(wait, 'wait') },
      refusals.add,
    );
    try {
      return await (directory === '-' ? fromStdin : fromStore)({ directory, values, io, courier, refusals });
    } finally {
      await courier.close();
    }
  },
};

/** Whole files are deleted, so what is in them must all have been sent. */
const refusePartialPurge = (directory: string, { group }: Values): void => {
  if (directory === '-') throw new ConfigurationError('--purge deletes in a directory; what comes in by stdin lies in none');
  if (group !== undefined) throw new ConfigurationError('--purge deletes whole files; it cannot go with --group');
};

type Run = {
  readonly directory: string;
  readonly values: Values;
  readonly io: Io;
  readonly courier: Courier;
  readonly refusals: Refusals;
};

const fromStdin = async ({ io, courier, refusals }: Run): Promise<ExitCode> => {
  const isDone = await replayLines(io.stdin, courier);
  return report({ io, courier, refusals, isDone, deleted: undefined });
};

const fromStore = async ({ directory, values, io, courier, refusals }: Run): Promise<ExitCode> => {
  const store = await openStore(directory, values);
  const { isDone, deleted, isAnythingLeft } = await replayStore(store, { directory, courier, refusals, io, values });
  const exitCode = await report({ io, courier, refusals, isDone, deleted: values.purge ? deleted : undefined });
  return store.flaws.tell(io) || isAnythingLeft ? 1 : exitCode;
};

type Ended = Pick<Run, 'io' | 'courier' | 'refusals'> & { readonly isDone: boolean; readonly deleted: number | undefined };

const report = async ({ io, courier, refusals, isDone, deleted }: Ended): Promise<ExitCode> => {
  const parts = [
    `delivered ${amount(courier.delivered, 'record')}`,
    ...(refusals.count > 0 ? [`refused again: ${refusals.summary()}`] : []),
    ...(deleted === undefined ? [] : [`deleted ${amount(deleted, 'file')}`]),
  ];
  await print(io, [`${parts.join('; ')}\n`]);
  if (!isDone) {
    tell(
      io,
      `the collector takes nothing (${courier.lastError}), so the rest was not sent; mend that, or --url or --header, and run this again`,
    );
  }
  return isDone && refusals.count === 0 ? 0 : 1;
};
