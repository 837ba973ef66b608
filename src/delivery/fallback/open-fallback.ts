import { packedLines } from '../../core/chunk.js';
import type { Clock } from '../../core/clock.js';
import type { Key } from '../../core/group.js';
import type { Outcome } from '../../core/outcome.js';
import { sumoPreset } from '../collectors/sumo.js';
import { startDeadline, untilAborted } from '../deadline.js';
import type { DeliveryValues } from '../options.js';
import { createSend, type Send, type SendDeps } from '../send.js';
import { decideSettings } from '../settings.js';
import { markLines, type Why } from './mark-lines.js';
import type { FallbackValues } from './options.js';

/** The fallback's way out: its `send` marks what it sends with the reason. */
export type Fallback = {
  send(why: Why): Send;
  /** Resolves soon, whatever is stuck. */
  close(): Promise<void>;
};

/** Something local that takes text; see `src/outputs`. */
export type Output = { write(text: Buffer | string): Promise<boolean>; close(): Promise<void> };

type To = FallbackValues['to'];
type CollectorTarget = Extract<To, { readonly url: string }>;
export type OutputTarget = Exclude<To, CollectorTarget>;

export type FallbackDeps = Pick<SendDeps, 'clock' | 'safeHeaders'> & {
  openOutput(target: OutputTarget): Output;
  /** Makes a function of the aggregator key out of a url; `option` names it in errors. */
  compileUrl(url: string, option: string): { urlFor(key: Key): string };
  compile(template: string, option: string): (key: Key) => string;
  /** Hears why a header was changed. */
  onMended(reason: string): void;
};

/** @throws ConfigurationError when a template of the target's is wrong. */
export const openFallback = (to: To, options: DeliveryValues, deps: FallbackDeps): Fallback =>
  'url' in to ? openCollector(to, options, deps) : openLocal(to, options, deps);

const openCollector = (to: CollectorTarget, { concurrency, retry }: DeliveryValues, deps: FallbackDeps): Fallback => {
  const compile: FallbackDeps['compile'] = (template, option) => deps.compile(template, `fallback.to.${option}`);
  const preset = to.collector && sumoPreset(to.collector, { compile, onMended: deps.onMended });
  const settings = decideSettings({ ...to, concurrency, retry }, preset);
  let reason = '';
  const sender = createSend(settings, {
    clock: deps.clock,
    safeHeaders: deps.safeHeaders,
    urlFor: deps.compileUrl(to.url, 'fallback.to.url').urlFor,
    requestHeaders: (headers) => ({ ...headers, 'x-logferry-fallback': reason }),
    // Requests that are counted are those to the collector.
    observe: () => {},
  });
  return {
    send: (why) => (chunk, signal, attempt) => {
      reason = why.reason;
      return sender.send(markLines(chunk, why, settings.format.takesText), signal, attempt);
    },
    close: sender.close,
  };
};

const openLocal = (to: OutputTarget, { attemptTimeoutMs }: DeliveryValues, { openOutput, clock }: FallbackDeps): Fallback => {
  const output = openOutput(to);

  const write = async (text: Buffer, stopping: AbortSignal): Promise<Outcome> => {
    const deadline = startDeadline(attemptTimeoutMs, clock, stopping);
    const isWritten = await untilAborted(output.write(text), deadline.signal);
    deadline.end();
    return isWritten === true ? DELIVERED : NOT_WRITTEN;
  };

  return {
    send: (why) => (chunk, signal) => write(packedLines(markLines(chunk, why, true)), signal),
    close: () => soon(output.close(), clock),
  };
};

const DELIVERED: Outcome = { type: 'delivered' };
const NOT_WRITTEN: Outcome = { type: 'busy', scope: 'endpoint', reason: 'not-written' };

/** A disk or a terminal that is stuck must not hold up a program that ends. */
const soon = async (done: Promise<void>, clock: Clock): Promise<void> => {
  let cancel = (): void => {};
  const timeUp = new Promise<void>((resolve) => {
    cancel = clock.setTimer(LONGEST_CLOSE_MS, resolve, true);
  });
  await Promise.race([done, timeUp]);
  cancel();
};

const LONGEST_CLOSE_MS = 50;
