import type { Clock } from '../core/clock.js';
import type { HandlerEvents, HealthStatus } from '../core/handler.js';
import { safely } from '../core/safely.js';

/** The handler's own events. What a listener throws harms nobody. */
export const createEmitter = (clock: Clock, intervalMs: number | undefined, measure: () => HealthStatus) => {
  const listeners = new Set<(health: HealthStatus) => void>();
  let cancel = (): void => {};

  const on = <Name extends keyof HandlerEvents>(_event: Name, listener: (value: HandlerEvents[Name]) => void): (() => void) => {
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
