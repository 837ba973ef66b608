import type { RequestHead } from './collected-request.js';

/** Common to all plans. */
export type PlanScope = {
  /** How many requests meet this plan before it is used up. Default 1; `Infinity` until `heal()`. */
  readonly times?: number;
  /** Which requests it is for. Default all. */
  readonly when?: (request: RequestHead) => boolean;
  /** Milliseconds from the request's end to what the plan does. Alone, a plan of this kind only makes a good answer slow. */
  readonly delayMs?: number;
};

/** Answers with a status. A 2xx takes the records, anything else does not. */
export type StatusPlan = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** Reads the request and never answers. */
export type HangPlan = { readonly hang: true };

/**
 * Resets the connection (TCP RST): before reading the request, in the middle of its body, before the answer, in the middle of a 200's body
 * (the records are taken), or with the records taken and no answer at all, as when the answer is lost on its way.
 */
export type ResetPlan = { readonly reset: 'before-read' | 'mid-request' | 'before-response' | 'mid-response' | 'after-accept' };

/** A 200 that drips: its header or a body of `bytes` (default 1,024) comes at so many bytes a second. */
export type TricklePlan = {
  readonly trickle: { readonly bytesPerSecond: number; readonly part: 'headers' | 'body'; readonly bytes?: number };
};

/** 413 for a request of more than `maxBytes` (after decompression) or `maxRecords`; others pass on to the next plan. */
export type TooLargePlan = { readonly tooLarge: { readonly maxBytes?: number; readonly maxRecords?: number } };

/**
 * Takes some records and refuses the others. The answer is `status` (default 200) with `answer(rejected)`, by default
 * `{"accepted":2,"rejected":[{"index":1,"status":400}]}`. Requests without a refused record pass on to the next plan.
 */
export type PartialPlan = {
  readonly partial: {
    readonly refuse: (record: unknown, index: number) => boolean;
    readonly status?: number;
    readonly answer?: (rejected: readonly number[], total: number) => string;
  };
};

/** Refuses a whole request (default status 400) when any of its records matches, as collectors do with a poison record. */
export type RefuseRecordPlan = { readonly refuseRecord: (record: unknown) => boolean; readonly status?: number };

/** A good answer after which the connection is closed (`Connection: close`). */
export type CloseConnectionPlan = { readonly closeConnection: true };

/** Sends the client elsewhere (default status 307). */
export type RedirectPlan = { readonly redirect: string; readonly status?: number };

/** A good answer, `delayMs` late. */
export type SlowPlan = { readonly delayMs: number };

/** How the collector is to fail. Plain data, save for the predicates. */
export type FailurePlan = PlanScope &
  (
    | StatusPlan
    | HangPlan
    | ResetPlan
    | TricklePlan
    | TooLargePlan
    | PartialPlan
    | RefuseRecordPlan
    | CloseConnectionPlan
    | RedirectPlan
    | SlowPlan
  );
