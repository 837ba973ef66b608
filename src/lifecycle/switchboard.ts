import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../core/clock.js';
import { createInquiry, type Inquiry } from './inquiry.js';
import type { Answers, Ask, EngineMessage, Message, Verb } from './messages.js';
import { threadWire, type Wire } from './wire.js';

export type Question<Name extends Verb> = {
  readonly verb: Name;
  readonly timeoutMs: number;
  /** One engine, which may still be starting; without it, all. */
  readonly engine?: string | undefined;
};

/** What engines said. `silent` counts those that should have answered and did not, `held` the records that these held when last heard of. */
export type Answered<Name extends Verb> = { readonly answers: readonly Answers[Name][]; readonly silent: number; readonly held: number };

/** A thread's way to the engines in worker threads. */
export type Switchboard = {
  /**
   * Resolves when all have answered, or soon after `timeoutMs`; a dead engine costs a second at most. Never rejects. Nor before the event loop has
   * turned: who asks until an engine is there must let it come.
   */
  ask<Name extends Verb>(question: Question<Name>): Promise<Answered<Name>>;
  /** Has all engines flush, without an answer. */
  nudge(): void;
  /** Hears what one engine says. */
  listen(engine: string, listener: (message: EngineMessage) => void): () => void;
};

/** This thread's switchboard. It is opened when first needed: until then the channel costs nothing. */
export const threadSwitchboard = (): Switchboard => {
  opened ??= openSwitchboard({ wire: threadWire(), clock: systemClock });
  return opened;
};

let opened: Switchboard | undefined;

/** Engines from before the switchboard was opened have this long to say that they exist. */
const ACQUAINTANCE_MS = 100;

/** An engine that has not heard a question after this long is taken for dead (terminated: one that ends in order says bye). */
const PATIENCE_MS = 1000;

/** How long after the engines' own deadline their answers may come. */
const SLACK_MS = 50;

type OpenAsk = {
  readonly message: Ask;
  readonly inquiry: Inquiry<Answers[Verb]>;
  /** Puts the question; the second call does nothing. */
  post(): void;
  settle(): void;
};

export const openSwitchboard = ({ wire, clock }: { readonly wire: Wire; readonly clock: Clock }): Switchboard => {
  const engines = new Set<string>();
  const heldBy = new Map<string, number>();
  const asks = new Map<string, OpenAsk>();
  const acquaintedAtMs = clock.monotonic() + ACQUAINTANCE_MS;

  wire.listen((message) => {
    if (!isFromEngine(message)) return;
    if (message.type === 'bye') engines.delete(message.engine);
    else engines.add(message.engine);
    if (message.type === 'bye') heldBy.delete(message.engine);
    else if (message.type !== 'event') heldBy.set(message.engine, message.held);
    for (const ask of [...asks.values()]) {
      if (ask.message.engine === message.engine) ask.post();
      note(ask, message);
    }
  });
  wire.post({ type: 'who' });

  const ask = (message: Ask, resolve: (answered: Answered<Verb>) => void): void => {
    const { engine, timeoutMs } = message;
    const acquaintanceMs = acquaintedAtMs - clock.monotonic();
    const inquiry = createInquiry<Answers[Verb]>(engine === undefined ? engines : [engine], engine !== undefined || acquaintanceMs <= 0);

    let isPosted = false;

    const post = (): void => {
      if (!isPosted) wire.post(message);
      isPosted = true;
    };
    const finish = (): void => {
      asks.delete(message.ask);
      for (const cancel of timers) cancel();
      const silent = inquiry.silent();
      const held = silent.reduce((sum, each) => sum + (heldBy.get(each) ?? 0), 0);
      resolve({ answers: inquiry.answers, silent: silent.length, held });
    };
    const settle = (): void => {
      if (inquiry.isDone()) finish();
    };
    const giveUpSilent = (): void => {
      for (const silent of inquiry.giveUpSilent()) engines.delete(silent);
      settle();
    };
    const knowAll = (): void => {
      inquiry.knowAll();
      settle();
    };

    // The engine asked for may still be starting: it is asked when it first speaks.
    const isHere = engine === undefined || engines.has(engine);
    const timers = [
      clock.setTimer(timeoutMs + SLACK_MS, finish, true),
      clock.setTimer(acquaintanceMs, knowAll),
      ...(isHere ? [clock.setTimer(PATIENCE_MS, giveUpSilent)] : []),
    ];
    asks.set(message.ask, { message, inquiry, post, settle });
    if (isHere) post();
    if (inquiry.isDone()) timers.push(clock.setTimer(0, settle, true));
  };

  return {
    ask: <Name extends Verb>(question: Question<Name>) =>
      new Promise<Answered<Name>>((resolve) => {
        ask({ type: 'ask', ask: randomUUID(), ...question }, resolve as (answered: Answered<Verb>) => void);
      }),
    nudge: () => wire.post({ type: 'nudge' }),
    listen: (engine, listener) =>
      wire.listen((message) => {
        if (isFromEngine(message) && message.engine === engine) listener(message);
      }),
  };
};

const isFromEngine = (message: Message): message is EngineMessage => (FROM_ENGINES as readonly string[]).includes(message.type);

const FROM_ENGINES: readonly EngineMessage['type'][] = ['hello', 'heard', 'reply', 'bye', 'event'];

const note = ({ message: { ask }, inquiry, settle }: OpenAsk, message: EngineMessage): void => {
  if (message.type === 'heard' && message.ask === ask) inquiry.heard(message.engine);
  if (message.type === 'reply' && message.ask === ask) inquiry.answered(message.engine, message.result);
  if (message.type === 'bye') inquiry.left(message.engine);
  settle();
};
