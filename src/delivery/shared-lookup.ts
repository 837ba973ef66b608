import dns from 'node:dns';
import type { LookupFunction } from 'node:net';

type Done = Parameters<LookupFunction>[2];

/**
 * `dns.lookup`, asked once by all who want to know the same at the same time. While it waits for a resolver it takes one of the
 * four threads that the app's own file reads wait for too: a socket each at a resolver that is stuck would take them all.
 */
export const createSharedLookup = (): LookupFunction => {
  const underWay = new Map<string, Done[]>();

  return (hostname, options, done) => {
    const question = JSON.stringify([hostname, options]);
    const waiting = underWay.get(question);
    if (waiting !== undefined) {
      waiting.push(done);
      return;
    }
    const all = [done];
    underWay.set(question, all);
    dns.lookup(hostname, options, (error, address, family) => {
      underWay.delete(question);
      for (const each of all) each(error, address, family);
    });
  };
};
