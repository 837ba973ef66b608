import type { Message } from '../../src/lifecycle/messages.js';
import type { Wire } from '../../src/lifecycle/wire.js';

/** A party line without threads: messages are cloned and arrive in a later turn, everywhere but where they were posted. */
export type Bus = {
  connect(): Wire;
  /** All that was ever posted. */
  readonly posted: readonly Message[];
};

export const createBus = (): Bus => {
  const ends = new Set<(message: Message) => void>();
  const posted: Message[] = [];
  return {
    posted,
    connect: () => {
      const listeners = new Set<(message: Message) => void>();
      const hear = (message: Message): void => {
        for (const listener of [...listeners]) listener(message);
      };
      ends.add(hear);
      return {
        post: (message) => {
          posted.push(message);
          const copy = structuredClone(message);
          setImmediate(() => {
            for (const end of ends) if (end !== hear) end(copy);
          });
        },
        listen: (listener) => {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      };
    },
  };
};
