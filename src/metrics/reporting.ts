import type { Clock } from '../core/clock.js';
import type { HandlerEvent } from '../core/events.js';
import type { Diagnostic, DropNotice, HealthStatus, Stats } from '../core/handler.js';
import { count, createCounters } from './counters.js';
import { createDiagnostics } from './diagnostics.js';
import { createDropNotices } from './drop-notices.js';
import { createEmitter } from './emitter.js';
import { assessHealth, type Vitals } from './health.js';
import { type Account, statsOf } from './stats.js';

export type ReportingSettings = {
  readonly name: string;
  readonly maxBufferBytes: number;
  readonly metricsIntervalMs?: number | undefined;
  readonly onDiagnostic?: ((diagnostic: Diagnostic) => void) | undefined;
  readonly onDrop?: ((notice: DropNotice) => void) | undefined;
};

export type ReportingDeps = {
  readonly clock: Clock;
  /** What is held, and in how many groups. */
  readonly account: () => Account;
  readonly vitals: () => Omit<Vitals, 'name' | 'now' | 'stats' | 'maxBufferBytes'>;
};

/** All that listens to events and tells of them, as one piece: counters, health, diagnostics, notices of loss, the metrics event. */
export const createReporting = (settings: ReportingSettings, { clock, account, vitals }: ReportingDeps) => {
  const { name, maxBufferBytes } = settings;
  const counters = createCounters(clock.monotonic());
  const diagnose = createDiagnostics(name, settings.onDiagnostic);
  const dropNotices = createDropNotices(clock, settings.onDrop);

  const observe = (event: HandlerEvent): void => {
    const now = clock.monotonic();
    count(counters, event, now);
    diagnose(event, now);
    if (event.type === 'dropped') dropNotices.add({ count: event.count, reason: event.reason, group: event.group });
  };

  const stats = (): Stats => statsOf(counters, account());

  const health = (): HealthStatus => assessHealth(counters, { ...vitals(), name, maxBufferBytes, now: clock.monotonic(), stats: stats() });

  const emitter = createEmitter(clock, settings.metricsIntervalMs, health);

  const stop = (): void => {
    emitter.stop();
    dropNotices.tellRest();
  };

  return { counters, observe, stats, health, on: emitter.on, stop };
};
