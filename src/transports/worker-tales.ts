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
  ...(order?.hears.dropped && { onDrop: (notice) => tellMain(order.id, 'dropped', notice) }),
});
