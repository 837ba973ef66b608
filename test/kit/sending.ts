import { setMaxListeners } from 'node:events';
import * as v from 'valibot';
import { type Clock, systemClock } from '../../src/core/clock.js';
import type { HandlerEvent } from '../../src/core/events.js';
import type { Outcome } from '../../src/core/outcome.js';
import type { DeliveryOptions } from '../../src/delivery/delivery-options.js';
import { deliveryOptions } from '../../src/delivery/options.js';
import { createSend, type SendDeps } from '../../src/delivery/send.js';
import { decideSettings, type Preset } from '../../src/delivery/settings.js';
import { chunkOf } from './scripted-send.js';

const schema = v.object(deliveryOptions);

export type SendingDeps = Partial<Pick<SendDeps, 'requestHeaders' | 'urlFor' | 'safeHeaders'>> & {
  readonly clock?: Clock;
  readonly preset?: Preset;
};

/** A real `send` with the options' own defaults. */
export const sending = (options: DeliveryOptions, { clock = systemClock, preset, ...deps }: SendingDeps = {}) => {
  const attempts: HandlerEvent[] = [];
  const settings = decideSettings(v.parse(schema, { proxy: false, ...options }), preset);
  const sender = createSend(settings, {
    clock,
    observe: (event) => attempts.push(event),
    safeHeaders: (headers) => headers as Record<string, string>,
    urlFor: () => options.url,
    ...deps,
  });
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  return {
    ...sender,
    attempts,
    stop: () => stopping.abort(),
    /** Sends these lines as one chunk. */
    post: (lines: readonly string[] = ['{"n":1}'], attempt = 1): Promise<Outcome> => sender.send(chunkOf(lines), stopping.signal, attempt),
  };
};
