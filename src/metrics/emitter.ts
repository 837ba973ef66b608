import type { Clock } from '../core/clock.js';
import type { HandlerEvents, HealthStatus } from '../core/handler.js';

/** The handler's own events. A listener that throws harms nobody else. */
export const createEmitter = (clock: Clock, intervalMs: number | undefined, measure: () => HealthStatus) => {
  const listeners = new Set<(health: HealthStatus) => void>();
  let cancel = (): void => {};

  const on = <Name extends keyof HandlerEvents>(_event: Name, listener: (value: HandlerEvents[Name]) => void): (() => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };

  const tick = (): void => {
    const health = listeners.size > 0 ? measure() : undefined;
    for (const listener of listeners) if (health !== undefined) callSafely(listener, health);
    plan();
  };

  const plan = (): void => {
    if (intervalMs !== undefined) cancel = clock.setTimer(intervalMs, tick);
  };

  plan();
  return { on, stop: () => cancel() };
};

const callSafely = (listener: (health: HealthStatus) => void, health: HealthStatus): void => {
  try {
    listener(health);
  } catch {
    // A listener's own trouble must not reach the logging call or the other listeners.
  }
};
