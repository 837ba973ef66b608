import 'p-queue';
import { expect } from 'vitest';
import type { Chunk } from '../../src/core/chunk.js';
import type { HandlerEvent } from '../../src/core/events.js';
import type { RetrySettings } from '../../src/delivery/backoff.js';
import { createDispatcher } from '../../src/delivery/dispatcher.js';
import type { Why } from '../../src/delivery/fallback/mark-lines.js';
import { createFakeClock } from './fake-clock.js';
import { createFakeSource } from './fake-source.js';
import { DELIVERED, type Script, scriptedSend, textOf } from './scripted-send.js';

type EventOf<Type extends HandlerEvent['type']> = Extract<HandlerEvent, { type: Type }>;

export type DispatchingOptions = {
  readonly concurrency?: number;
  readonly retry?: RetrySettings;
  readonly fallback?: { readonly afterMs: number; readonly script: Script };
};

/** A dispatcher between a fake source and a scripted `send`, on a fake clock, with everything that it says and gives up written down. */
export const dispatching = (
  script: Script,
  { concurrency = 8, retry = { baseMs: 1000, capMs: 30_000 }, fallback }: DispatchingOptions = {},
) => {
  const clock = createFakeClock();
  const source = createFakeSource();
  const send = scriptedSend(script, () => clock.now);
  const elsewhere = scriptedSend(fallback?.script ?? (() => DELIVERED), () => clock.now);
  const whys: Why[] = [];
  const events: HandlerEvent[] = [];
  const aside: { readonly lines: readonly string[]; readonly reason: string; readonly error: string }[] = [];

  const dispatcher = createDispatcher({
    source,
    send: send.send,
    clock,
    observe: (event) => events.push(event),
    retry,
    concurrency,
    fallback: fallback && {
      afterMs: fallback.afterMs,
      send: (why) => {
        whys.push(why);
        return elsewhere.send;
      },
    },
    setAside: (chunk, reason, error) => {
      aside.push({ lines: textOf(chunk), reason, error });
      return 0;
    },
  });

  const eventsOf = <Type extends HandlerEvent['type']>(type: Type): EventOf<Type>[] =>
    events.filter((event): event is EventOf<Type> => event.type === type);

  const countOf = (type: 'delivered' | 'dropped'): number => eventsOf(type).reduce((sum, { count }) => sum + count, 0);

  return {
    clock,
    source,
    send,
    /** What went to the fallback, and what it was told of the reason, once for each time it took over. */
    elsewhere,
    whys,
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
      const taken = [...send.delivered(), ...elsewhere.delivered()];
      expect(taken).toHaveLength(places.delivered);
      expect(source.done.toSorted()).toEqual([...taken, ...aside.flatMap(({ lines }) => lines)].toSorted());
    },
  };
};
