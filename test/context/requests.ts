import { setImmediate as immediate } from 'node:timers/promises';
import { runWithContext } from '../../src/context/scope.js';

export const REQUESTS = 200;

/** Two hundred requests at once; each yields to the others before and between its log calls. */
export const runRequests = (log: (id: number) => void): Promise<unknown> =>
  Promise.all(
    Array.from({ length: REQUESTS }, (_, id) =>
      runWithContext({ requestId: `r${id}`, tenant: `t${id % 7}` }, async () => {
        for (let turn = 0; turn < id % 5; turn += 1) await immediate();
        log(id);
        await immediate();
      }),
    ),
  );

export type Line = { readonly id: number; readonly requestId?: string; readonly tenant?: string };

/** How many lines carry the context of the request that logged them. */
export const ownLines = (lines: readonly Line[]): number =>
  lines.filter(({ id, requestId, tenant }) => requestId === `r${id}` && tenant === `t${id % 7}`).length;
