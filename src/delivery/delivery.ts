import { countOf, lineAt } from '../core/chunk.js';
import type { Divert } from '../core/divert.js';
import type { Key } from '../core/group.js';
import { sumoPreset } from './collectors/sumo.js';
import { createDispatcher, type Dispatcher, type DispatcherDeps } from './dispatcher.js';
import { type FallbackDeps, openFallback } from './fallback/open-fallback.js';
import type { DeliveryValues } from './options.js';
import { createSend, type SendDeps, type Sender } from './send.js';
import { decideSettings } from './settings.js';

/** The room that sends, as one piece. */
export type Delivery = Omit<Dispatcher, 'stop'> & {
  /** A door may hand over text that is not JSON. */
  readonly takesText: boolean;
  /** Whether a request's body is a copy of the lines, not the lines themselves. */
  readonly sendsCopies: boolean;
  readonly divert: Divert;
  /** Ends every request and closes every connection. */
  stop(): Promise<void>;
};

export type DeliveryDeps = Omit<DispatcherDeps, 'send' | 'retry' | 'concurrency' | 'fallback'> &
  SendDeps &
  Pick<FallbackDeps, 'compileUrl' | 'openOutput'> & {
    /** Makes a function of the aggregator key out of a template; `option` names it in errors. */
    compile(template: string, option: string): (key: Key) => string;
  };

/** @throws ConfigurationError when a template of the collector's, or of the fallback's, is wrong. */
export const createDelivery = (options: DeliveryValues, deps: DeliveryDeps): Delivery => {
  const onMended = (reason: string): void => deps.observe({ type: 'mended', what: 'header', reason });
  const preset = options.collector && sumoPreset(options.collector, { compile: deps.compile, onMended });
  const settings = decideSettings(options, preset);
  const sender = createSend(settings, deps);
  const fallback = options.fallback && {
    afterMs: options.fallback.afterMs,
    ...openFallback(options.fallback.to, options, { ...deps, onMended }),
  };
  const { wake, wakeSoon, hold, hurry, stop, state } = createDispatcher({ ...deps, ...settings, send: sender.send, fallback });
  return {
    wake,
    wakeSoon,
    hold,
    hurry,
    state,
    takesText: settings.format.takesText,
    sendsCopies: settings.compression.type !== 'none',
    divert: asSent(sender),
    stop: async () => {
      await stop();
      await Promise.all([sender.close(), fallback?.close()]);
    },
  };
};

const asSent =
  ({ divert }: Sender): Divert =>
  (receive) =>
    divert((chunk, headers) => {
      const lines = Array.from({ length: countOf(chunk) }, (_, index) => lineAt(chunk, index));
      receive({ group: chunk.group.name, key: chunk.group.key, headers, lines });
    });
