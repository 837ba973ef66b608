import type { Diagnostic, DropNotice, FailedLog, FlushResult, HealthStatus, Stats } from '../core/handler.js';

/** What can be asked of an engine in another thread, and what it answers. */
export type Answers = {
  flush: FlushResult;
  close: FlushResult;
  stats: Stats;
  health: HealthStatus;
  failedLogs: readonly FailedLog[];
  retryFailed: number;
};
export type Verb = keyof Answers;

/** What an engine tells of its own accord, where it was opened with somebody listening. */
export type EngineEvents = { diagnostic: Diagnostic; dropped: DropNotice; metrics: HealthStatus };

/**
 * The talk on the channel between threads. Plain data; what a thread does not know it ignores.
 *
 *     main                                  worker
 *      | who ------------------------------->|        once, when the main thread starts to listen
 *      |<------------------------------ hello|        from each engine; unasked from each new one
 *      | ask (flush) ----------------------->|
 *      |<------------------------------ heard|        at once: it lives and works on it
 *      |<------------------------------ reply|        when done
 *      | nudge ----------------------------->|        flush, no answer wanted
 *      |<------------------------------ event|
 *      |<-------------------------------- bye|        closed, with its final counts
 */
export type Message = { readonly type: 'who' } | { readonly type: 'nudge' } | Ask | EngineMessage;

export type EngineMessage =
  | ({ readonly type: 'hello' } & FromEngine)
  | ({ readonly type: 'heard'; readonly ask: string } & FromEngine)
  | ({ readonly type: 'reply'; readonly ask: string; readonly result: Answers[Verb] } & FromEngine)
  | { readonly type: 'bye'; readonly engine: string; readonly stats: Stats | undefined }
  | {
      readonly type: 'event';
      readonly engine: string;
      readonly name: keyof EngineEvents;
      readonly value: EngineEvents[keyof EngineEvents];
    };

/** With each of these an engine says how many records it holds, waiting and in flight: should it fall silent, so many are left. */
type FromEngine = { readonly engine: string; readonly held: number };

export type Ask = {
  readonly type: 'ask';
  /** The question's own id, which its answers repeat. */
  readonly ask: string;
  readonly verb: Verb;
  /** For `flush` and `close`: the engine's own budget. */
  readonly timeoutMs: number;
  /** One engine; without it, all. */
  readonly engine?: string | undefined;
};
