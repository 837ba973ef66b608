import { type Chunk, countOf, lineAt } from '../../src/core/chunk.js';
import type { Outcome } from '../../src/core/outcome.js';

/** One call of `send`, as it came. */
export type SendCall = {
  readonly at: number;
  readonly chunk: Chunk;
  readonly group: string;
  readonly lines: readonly string[];
  readonly attempt: number;
};

export type Answer = Outcome | Promise<Outcome>;
export type Script = (call: SendCall, index: number) => Answer;

export type ScriptedSend = {
  readonly send: (chunk: Chunk, signal: AbortSignal, attempt?: number) => Promise<Outcome>;
  readonly calls: readonly SendCall[];
  /** Lines that the script called delivered, in order; of one group, or of all. */
  delivered(group?: string): readonly string[];
  readonly inFlight: number;
  readonly mostInFlight: number;
  /** The rest is answered by another script. */
  setScript(next: Script): void;
};

export const DELIVERED: Outcome = { type: 'delivered' };

/** A `send` that does what its script says. A call that waits is answered `stopped` when its signal aborts. */
export const scriptedSend = (script: Script, now: () => number = () => 0): ScriptedSend => {
  const calls: SendCall[] = [];
  const taken: { readonly group: string; readonly lines: readonly string[] }[] = [];
  let answerOf = script;
  let inFlight = 0;
  let mostInFlight = 0;

  const send = async (chunk: Chunk, signal: AbortSignal, attempt = 1): Promise<Outcome> => {
    const call = { at: now(), chunk, group: chunk.group.name, lines: textOf(chunk), attempt };
    calls.push(call);
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    const { aborted, forget } = waitForAbort(signal);
    try {
      const outcome = await Promise.race([answerOf(call, calls.length - 1), aborted]);
      taken.push({ group: call.group, lines: takenOf(call.lines, outcome) });
      return outcome;
    } finally {
      inFlight -= 1;
      forget();
    }
  };

  return {
    send,
    calls,
    delivered: (group) => taken.filter((each) => group === undefined || each.group === group).flatMap(({ lines }) => lines),
    get inFlight() {
      return inFlight;
    },
    get mostInFlight() {
      return mostInFlight;
    },
    setScript: (next) => {
      answerOf = next;
    },
  };
};

const takenOf = (lines: readonly string[], outcome: Outcome): readonly string[] => {
  if (outcome.type === 'delivered') return lines;
  return outcome.type === 'partial' ? lines.filter((_line, index) => ![...outcome.retry, ...outcome.rejected].includes(index)) : [];
};

/** Resolves when the signal aborts; `forget` takes the listener away again. */
const waitForAbort = (signal: AbortSignal) => {
  let forget = (): void => {};
  const aborted = new Promise<Outcome>((resolve) => {
    const stop = (): void => resolve({ type: 'busy', scope: 'group', reason: 'stopped' });
    signal.addEventListener('abort', stop);
    forget = () => signal.removeEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  return { aborted, forget };
};

/** Answers with these outcomes in turn, the last one for ever. */
export const inTurn =
  (...outcomes: readonly Outcome[]): Script =>
  (_call, index) =>
    outcomes[Math.min(index, outcomes.length - 1)] as Outcome;

/** Refuses a request that holds any of these lines, takes the others. */
export const refusing =
  (...poison: readonly string[]): Script =>
  ({ lines }) =>
    lines.some((line) => poison.includes(line)) ? { type: 'refused', reason: 'http-400' } : DELIVERED;

/** Takes at most so many bytes. */
export const takingBytes =
  (most: number): Script =>
  ({ lines }) =>
    lines.join('\n').length + 1 > most ? { type: 'too-large', reason: 'http-413' } : DELIVERED;

export const textOf = (chunk: Chunk): readonly string[] => Array.from({ length: countOf(chunk) }, (_, index) => lineAt(chunk, index));

let made = 0;

/** A chunk of these lines, for a group of this name. */
export const chunkOf = (lines: readonly string[], group = 'a', order = made): Chunk => {
  made += 1;
  let end = 0;
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  const ends = lines.map((line) => {
    end += Buffer.byteLength(line) + 1;
    return end;
  });
  const packed = { bytes, ends, times: lines.map((_, index) => index), severities: lines.map(() => 9) };
  return { id: `c${made}`, order, group: { name: group, key: group }, lines: packed, from: 0, to: lines.length, reason: 'count' };
};

/** `count` lines that tell where they belong: `a-0`, `a-1`, ... */
export const numbered = (count: number, prefix = 'a'): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
