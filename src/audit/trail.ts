import { digestOf } from './digest.js';
import type { Losses } from './losses-book.js';
import type { Pinned } from './stream.js';

/** What a checkpoint tells. */
export type Told = Losses & {
  readonly streams?: readonly Pinned[] | undefined;
  /** The run ended in order: no line of it comes after this. */
  readonly end?: true | undefined;
};

/** The chain of one run's checkpoints. */
export type Trail = {
  /** Opens it, if it is not open yet; answers the digest of its opening, on which each stream begins. */
  open(): string;
  isOpen(): boolean;
  /** Writes a checkpoint. */
  add(told: Told): void;
};

export type TrailDeps = {
  readonly run: string;
  readonly keyId: string | undefined;
  readonly sign: ((text: string) => string) | undefined;
  /** The last line of the file, whoever wrote it; undefined where there is none. */
  readonly lastLine: () => string | undefined;
  readonly write: (line: string) => void;
  /** Milliseconds since the Unix epoch. */
  readonly wallTime: () => number;
};

export const createTrail = ({ run, keyId, sign, lastLine, write, wallTime }: TrailDeps): Trail => {
  let number = 0;
  let prev = '';
  let ownLine = '';
  let opening: string | undefined;

  const put = (told: Told): void => {
    const head = { logferryCheckpoint: FORMAT, run, number, at: new Date(wallTime()).toISOString() };
    const text = JSON.stringify({ ...head, ...neighbours(), ...told, ...(keyId !== undefined && { keyId }) });
    const line = sign === undefined ? text : withSignature(text, sign(text));
    number += 1;
    prev = digestOf(line);
    ownLine = line;
    // Before the line is shown to anybody, who may log, and so come here again.
    opening ??= prev;
    write(line);
  };

  /** The run's line before, and the file's, where that is another's. */
  const neighbours = (): object => {
    const last = lastLine();
    const after = last === undefined || last === ownLine ? undefined : digestOf(last);
    return number === 0 ? { after: after ?? null } : { prev, after };
  };

  const open = (): string => {
    if (opening !== undefined) return opening;
    put({});
    return opening ?? prev;
  };

  const add = (told: Told): void => {
    open();
    put(told);
  };

  return { open, isOpen: () => opening !== undefined, add };
};

/** Of checkpoints; a reader refuses what it does not know. */
export const FORMAT = 1;

/** A signature is over the text of the line without it. */
const withSignature = (text: string, signature: string): string => `${text.slice(0, -1)},"signature":"${signature}"}`;

export const splitSignature = (line: string): { readonly text: string; readonly signature: string | undefined } => {
  const [whole = '', signature] = SIGNATURE.exec(line.slice(-LONGEST_SIGNATURE)) ?? [];
  return { text: signature === undefined ? line : `${line.slice(0, -whole.length)}}`, signature };
};

const SIGNATURE = /,"signature":"([\w-]{43,88})"\}$/;
const LONGEST_SIGNATURE = 128;
