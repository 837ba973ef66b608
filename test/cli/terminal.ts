import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { run } from '../../src/cli/run.js';

/** Runs the program within this process, as a person would from a terminal. */
export const logferry = async (
  args: readonly string[],
  { stdin = '', now = Date.now() }: { readonly stdin?: string; readonly now?: number } = {},
) => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const texts = [text(stdout), text(stderr)];
  const code = await run(args, { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr, now: () => now });
  stdout.end();
  stderr.end();
  const [out = '', err = ''] = await Promise.all(texts);
  return { code, out, err, lines: out.split('\n').slice(0, -1) };
};

/** What it printed as NDJSON. */
export const parsed = ({ lines }: { readonly lines: readonly string[] }): readonly unknown[] => lines.map((line) => JSON.parse(line));
