import { BroadcastChannel } from 'node:worker_threads';
import type { Message } from './messages.js';

/** A party line: what one thread posts, all others hear, and nobody hears itself. */
export type Wire = {
  post(message: Message): void;
  listen(listener: (message: Message) => void): () => void;
};

/** This thread's end of the wire, opened when first asked for. It never keeps a thread or the process alive. */
export const threadWire = (): Wire => {
  opened ??= openWire();
  return opened;
};

let opened: Wire | undefined;

/** Another version of the talk would use another name. */
const CHANNEL = 'logferry.v1';

const openWire = (): Wire => {
  const channel = new BroadcastChannel(CHANNEL);
  const listeners = new Set<(message: Message) => void>();
  channel.onmessage = (event) => {
    const { data } = event as { data: unknown };
    if (isMessage(data)) for (const listener of [...listeners]) listener(data);
  };
  channel.unref();
  return {
    post: (message) => {
      try {
        channel.postMessage(message);
      } catch {
        // A value that cannot be cloned: its message is not worth an app's exception.
      }
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};

const isMessage = (data: unknown): data is Message => typeof data === 'object' && data !== null && 'type' in data;
