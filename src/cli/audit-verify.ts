import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import split2 from 'split2';
import { type AuditVerdict, createVerifier } from '../audit/verify/verifier.js';
import { ConfigurationError } from '../core/errors.js';
import { linesOfFiles } from './audit-file-lines.js';
import { readAuditKeys } from './audit-key-file.js';
import { reportOf } from './audit-report.js';
import { type Command, type ExitCode, parseWords } from './command.js';
import { type Io, print, tell } from './io.js';
import { amount } from './units.js';

const HELP = `logferry audit verify RECORDS --checkpoints FILE [options]
logferry audit verify - --checkpoints FILE [options]

Proves that records are what was sealed: none edited, dropped, added or out of
order. RECORDS: a file of NDJSON as the collector holds it, or with - what
comes in by stdin; each line as it was delivered, to the byte. Exit code 1
where something is wrong, and stderr says what, the first first.

  --checkpoints FILE  that of the option \`security.audit.file\`; more than once
                      where there are several, the oldest first
  --key-file FILE     what proves signatures: an Ed25519 key as PEM (the public
                      one will do), or JSON with the name of each key:
                      {"k1": "PEM, or the secret in base64"}
  --any-order         records may stand in any order
  --json              the verdict, with all that is wrong, as one object of JSON
`;

const OPTIONS = {
  checkpoints: { type: 'string', multiple: true },
  'key-file': { type: 'string' },
  'any-order': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export const auditVerify: Command = {
  help: HELP,
  run: async (args, io) => {
    const { values, positionals } = parseWords(args, OPTIONS);
    const [records, surplus] = positionals;
    const { checkpoints = [], 'key-file': keyFile, 'any-order': isAnyOrder, json } = values;
    if (records === undefined) throw new ConfigurationError('which records? Give a file of NDJSON, or - for stdin');
    if (surplus !== undefined) throw new ConfigurationError(`one file of records at a time; ${JSON.stringify(surplus)} is one too many`);
    if (checkpoints.length === 0)
      throw new ConfigurationError('proven by what? Give the file of the option `security.audit.file` by --checkpoints');
    const keyFor = keyFile === undefined ? undefined : readAuditKeys(keyFile);
    const verifier = createVerifier(linesOfFiles(checkpoints, '--checkpoints'), { keyFor, isAnyOrder });
    for await (const line of linesOf(records === '-' ? io.stdin : createReadStream(records))) verifier.take(line);
    return conclude(verifier.end(), { io, json });
  },
};

/** Longer than any record that logferry writes; a stream without an end to its line must not fill the memory. */
const LONGEST_LINE = 128 * 1024 * 1024;

async function* linesOf(input: Readable): AsyncGenerator<string> {
  try {
    yield* input.compose(split2({ maxLength: LONGEST_LINE })) as AsyncIterable<string>;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(`cannot read the records (${code ?? message})`, { cause: error });
  }
}

const MOST_TOLD = 10;

const conclude = async (verdict: AuditVerdict, { io, json }: { readonly io: Io; readonly json: boolean }): Promise<ExitCode> => {
  const { isClean, findings, flaws } = verdict;
  await print(io, json ? [`${JSON.stringify(verdict)}\n`] : reportOf(verdict).map((line) => `${line}\n`));
  for (const { text } of findings.slice(0, MOST_TOLD)) tell(io, text);
  if (flaws > MOST_TOLD) tell(io, `and ${amount(flaws - MOST_TOLD, 'thing')} more${json ? '' : '; --json has them'}`);
  return isClean ? 0 : 1;
};
