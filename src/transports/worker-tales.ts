import type { DropNotice } from '../core/handler.js';
import type { HandlerOptions } from '../handler-options.js';
import { tellMain } from '../lifecycle/desk.js';

/** What the main thread lets the worker know beside the options. */
export type WorkerOrder = {
  /** The name of the engine on the channel between threads. */
  readonly id: string;
  /** Somebody listens there to these. */
  readonly hears: { readonly diagnostic: boolean; readonly dropped: boolean };
};

/** Callbacks for an engine in a worker that tell the main thread, where somebody listens. Nothing is told into the void. */
export const talesTo = (order: WorkerOrder | undefined): Pick<HandlerOptions, 'onDiagnostic' | 'onDrop'> => ({
  ...(order?.hears.diagnostic && { onDiagnostic: (diagnostic) => tellMain(order.id, 'diagnostic', diagnostic) }),
  ...(order?.hears.dropped && { onDrop: summedUp((notice) => tellMain(order.id, 'dropped', notice)) }),
});

/** Records may be dropped by the thousand in one go: notices of one reason and group are summed up till it is over. */
const summedUp = (tell: (notice: DropNotice) => void) => {
  const sums = new Map<string, DropNotice>();

  const tellAll = (): void => {
    for (const notice of sums.values()) tell(notice);
    sums.clear();
  };

  return (notice: DropNotice): void => {
    if (sums.size === 0) queueMicrotask(tellAll);
    const key = `${notice.reason} ${notice.group ?? ''}`;
    sums.set(key, { ...notice, count: notice.count + (sums.get(key)?.count ?? 0) });
  };
};
