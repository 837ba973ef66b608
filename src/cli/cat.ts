import { type Command, readArguments } from './command.js';
import { print } from './io.js';
import { metaOf } from './meta-line.js';
import { GROUP_OPTION, openStore, STORE_OPTIONS, type Store } from './store.js';
import type { StoredRecord } from './stored-record.js';

const HELP = `logferry spool cat DIRECTORY [options]

Prints records as NDJSON: of a spool those that are not delivered yet, of dead
letters all. The oldest log first, each in the order in which it was written.

  --log ID          of this log only
  --group KEY       of this group only: its key as JSON; a text as it is
  --meta            each with what is known of it:
                    {"log","group","seq","reason","error","at","record"}
  --all             also what a spool still holds but has delivered
  --key-file FILE   keys of what is encrypted: {"ID": "32 bytes in base64"}
`;

const OPTIONS = {
  ...STORE_OPTIONS,
  ...GROUP_OPTION,
  meta: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
} as const;

export const cat: Command = {
  help: HELP,
  run: async (args, io) => {
    const { directory, values } = readArguments(args, OPTIONS);
    const store = await openStore(directory, values);
    await print(io, textOf(store, values));
    return store.flaws.tell(io) ? 1 : 0;
  },
};

type Values = { readonly group?: string | undefined; readonly meta: boolean; readonly all: boolean };

/** As much at a time as was read at a time. */
async function* textOf(store: Store, values: Values): AsyncGenerator<Buffer> {
  const partsOf = values.meta ? metaParts : plainParts;
  for (const log of store.logs) {
    for await (const batch of store.recordsOf(log, values)) {
      if (batch.length > 0) yield Buffer.concat(batch.flatMap(partsOf));
    }
  }
}

const NEWLINE = Buffer.from('\n');

const plainParts = ({ line }: StoredRecord): readonly Buffer[] => [line, NEWLINE];

const metaParts = (record: StoredRecord): readonly Buffer[] => [Buffer.from(metaOf(record)), NEWLINE];
