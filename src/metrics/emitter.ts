import type { Clock } from '../core/clock.js';
import type { HandlerEvents, HealthStatus } from '../core/handler.js';
import { safely } from '../core/safely.js';

/** The handler's own events; there is one. What a listener throws harms nobody, and who listens to anything else hears nothing. */
export const createEmitter = (clock: Clock, intervalMs: number | undefined, measure: () => HealthStatus) => {
  const listeners = new Set<(health: HealthStatus) => void>();
  let cancel = (): void => {};

  const on = <Name extends keyof HandlerEvents>(event: Name, listener: (value: HandlerEvents[Name]) => void): (() => void) => {
    if (event !== 'metrics') return () => {};
    const safe = safely(listener);
    listeners.add(safe);
    return () => {
      listeners.delete(safe);
    };
  };

  const tick = (): void => {
    const health = listeners.size > 0 ? measure() : undefined;
    for (const listener of listeners) if (health !== undefined) listener(health);
    plan();
  };

  const plan = (): void => {
    if (intervalMs !== undefined) cancel = clock.setTimer(intervalMs, tick);
  };

  plan();
  return { on, stop: () => cancel() };
};
