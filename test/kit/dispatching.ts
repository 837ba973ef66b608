import 'p-queue';
import { expect } from 'vitest';
import type { Chunk } from '../../src/core/chunk.js';
import type { HandlerEvent } from '../../src/core/events.js';
import { createDispatcher } from '../../src/delivery/dispatcher.js';
import { createFakeClock } from './fake-clock.js';
import { createFakeSource } from './fake-source.js';
import { type Script, scriptedSend, textOf } from './scripted-send.js';

type EventOf<Type extends HandlerEvent['type']> = Extract<HandlerEvent, { type: Type }>;

/** A dispatcher between a fake source and a scripted `send`, on a fake clock, with everything that it says and gives up written down. */
export const dispatching = (script: Script, { concurrency = 8, retry = { baseMs: 1000, capMs: 30_000 } } = {}) => {
  const clock = createFakeClock();
  const source = createFakeSource();
  const send = scriptedSend(script, () => clock.now);
  const events: HandlerEvent[] = [];
  const aside: { readonly lines: readonly string[]; readonly reason: string; readonly error: string }[] = [];

  const dispatcher = createDispatcher({
    source,
    send: send.send,
    clock,
    observe: (event) => events.push(event),
    retry,
    concurrency,
    setAside: (chunk, reason, error) => aside.push({ lines: textOf(chunk), reason, error }),
  });

  const eventsOf = <Type extends HandlerEvent['type']>(type: Type): EventOf<Type>[] =>
    events.filter((event): event is EventOf<Type> => event.type === type);

  const countOf = (type: 'delivered' | 'dropped'): number => eventsOf(type).reduce((sum, { count }) => sum + count, 0);

  return {
    clock,
    source,
    send,
    dispatcher,
    events,
    eventsOf,
    aside,
    /** Puts chunks and lets everything run that can run at this moment. */
    put: async (...chunks: readonly Chunk[]): Promise<void> => {
      source.put(...chunks);
      dispatcher.wake();
      await clock.settle();
    },
    /** The law of conservation: while nothing is on loan, what was put is delivered, dropped or waiting. */
    expectBalanced: (): void => {
      const places = { delivered: countOf('delivered'), dropped: countOf('dropped'), held: source.held };
      expect(places.delivered + places.dropped + places.held, JSON.stringify(places)).toBe(source.received);
      expect(aside.flatMap(({ lines }) => lines)).toHaveLength(places.dropped);
      expect(send.delivered()).toHaveLength(places.delivered);
    },
  };
};
