import { createBarrier } from './buffer/barrier.js';
import { createFailedLogs, factsOf } from './buffer/failed-logs.js';
import { createIntake } from './buffer/intake.js';
import { createRecordBuffer } from './buffer/record-buffer.js';
import { type Clock, systemClock } from './core/clock.js';
import { DIVERT } from './core/divert.js';
import type { Engine } from './core/engine.js';
import type { HandlerEvent } from './core/events.js';
import type { BufferingAsyncHandler } from './core/handler.js';
import { normaliseRecord } from './core/record-input.js';
import { createDelivery } from './delivery/delivery.js';
import { compileRequestHeaders } from './grouping/header-rules.js';
import { createKeyOf } from './grouping/key-of.js';
import { compileKeyedTemplate } from './grouping/keyed-template.js';
import { readLine } from './grouping/line-record.js';
import { loadFunctions, refuseModuleRefs } from './grouping/load-function.js';
import { compileUrl } from './grouping/url-template.js';
import type { HandlerOptions } from './handler-options.js';
import { createDrain } from './lifecycle/drain.js';
import { register } from './lifecycle/registry.js';
import { count, createCounters } from './metrics/counters.js';
import { createDiagnostics } from './metrics/diagnostics.js';
import { createDropNotices } from './metrics/drop-notices.js';
import { createEmitter } from './metrics/emitter.js';
import { assessHealth } from './metrics/health.js';
import { statsOf } from './metrics/stats.js';
import { resolveOptions, type Settings } from './options.js';
import { createEncoder } from './security/encode.js';
import { fitLine, fits } from './security/fit-line.js';
import { createSafeHeaders } from './security/headers.js';
import { oneLine } from './security/quote.js';

export type { Engine } from './core/engine.js';

export type EngineSetting = {
  readonly clock?: Clock;
  /** In a worker: the name under which the main thread asks for this engine. Default: a new one. */
  readonly id?: string | undefined;
  /** In a worker: resolves when no more lines are on their way in. */
  readonly quiet?: () => Promise<void>;
};

/**
 * Makes a buffering async handler for direct use, without a logger.
 * @throws ConfigurationError when an option is wrong; nothing throws after that.
 */
export const createHandler = <Context, Key>(options: HandlerOptions<Context, Key>): BufferingAsyncHandler => createEngine(options).handler;

/** Makes an engine at once. Functions must be given as functions here, for a module cannot be loaded synchronously. */
export const createEngine = <Context, Key>(options: HandlerOptions<Context, Key>, setting: EngineSetting = {}): Engine => {
  refuseModuleRefs(options);
  return build(resolveOptions(options), setting);
};

/** Makes an engine after loading the functions that are given as `{ module, name }`. */
export const openEngine = async <Context, Key>(options: HandlerOptions<Context, Key>, setting: EngineSetting = {}): Promise<Engine> =>
  build(resolveOptions(await loadFunctions(options)), setting);

let handlersMade = 0;

/** The hallway: the only place that knows every room, and introduces each to those it works with. */
const build = (settings: Settings, { clock = systemClock, id, quiet }: EngineSetting): Engine => {
  const { name } = settings;
  const counters = createCounters(clock.monotonic());
  const barrier = createBarrier(clock);
  const failedLogs = createFailedLogs(settings.maxFailedLogs, readLine);
  const keyOf = createKeyOf(settings);
  const diagnose = createDiagnostics(name, settings.onDiagnostic);
  const dropNotices = createDropNotices(clock, settings.onDrop);
  handlersMade += 1;

  const observe = (event: HandlerEvent): void => {
    const now = clock.monotonic();
    count(counters, event, now);
    diagnose(event, now);
    if (event.type === 'dropped') dropNotices.add({ count: event.count, reason: event.reason, group: event.group });
  };

  const mended = (what: 'record' | 'header') => (reason: string) => observe({ type: 'mended', what, reason });

  /** Records left the building: the counters, those who wait for them, and the registry hear of it. */
  const observeLeaving = (event: HandlerEvent): void => {
    observe(event);
    if ((event.type !== 'delivered' && event.type !== 'dropped') || event.order === undefined) return;
    barrier.gone(event.order, event.count, event.type);
    if (held() === 0) live.idle();
  };

  const buffer = createRecordBuffer(settings, {
    clock,
    idPrefix: `${process.pid.toString(36)}-${Date.now().toString(36)}-${handlersMade}`,
    oneLine,
    sendsCopies: () => delivery.sendsCopies,
    observe: observeLeaving,
    onReady: () => delivery.wakeSoon(),
  });

  const delivery = createDelivery(settings, {
    clock,
    source: buffer,
    observe: (event) => {
      if (event.type === 'delivered' || event.type === 'dropped') buffer.ledger.leave('inFlight', event.count, 0);
      observeLeaving(event);
    },
    urlFor: compileUrl(settings.url).urlFor,
    requestHeaders: compileRequestHeaders(settings.requestHeaders),
    compile: compileKeyedTemplate,
    safeHeaders: createSafeHeaders(mended('header')),
    setAside: failedLogs.addChunk,
  });

  const held = (): number => buffer.ledger.waiting + buffer.ledger.inFlight;

  const drain = createDrain({
    closeTimeoutMs: settings.closeTimeoutMs,
    cutAll: buffer.cutAll,
    held,
    wait: (timeoutMs) => barrier.wait(buffer.nextOrder(), held(), timeoutMs),
    hold: delivery.hold,
    wake: delivery.wake,
    hurry: delivery.hurry,
    end: async () => {
      await delivery.stop();
      buffer.abandon();
      barrier.release();
      buffer.stopTimer();
      emitter.stop();
      dropNotices.tellRest();
      live.forget();
    },
  });

  const intake = createIntake({
    recordBytes: settings.limits.recordBytes,
    oversize: settings.oversize,
    fits,
    fit: fitLine,
    groupOf: keyOf.of,
    keyFailure: () => keyOf.failures.last ?? 'unknown',
    admit: buffer.admit,
    isClosed: drain.isClosed,
    setAside: failedLogs.addLine,
    onRefused: (reason, group) => observe({ type: 'dropped', count: 1, bytes: 0, reason, group }),
    counters,
  });

  const acceptClosed: Engine['acceptClosed'] = (line, facts) => {
    if (held() === 0) live.busy();
    return intake.accept(line, facts);
  };

  const acceptLine: Engine['acceptLine'] = (line, facts) => acceptClosed(line.endsWith('\n') ? line : `${line}\n`, facts);

  const { limits, oversize } = settings;
  // Where a record that is too large is to be dropped, it must not be cut to size first.
  const encoder = createEncoder(oversize === 'drop' ? { ...limits, recordBytes: 2 * limits.recordBytes } : limits, mended('record'));
  const acceptRecord: Engine['acceptRecord'] = (fields, facts) => acceptClosed(`${encoder.encode(fields)}\n`, facts);

  const handle: BufferingAsyncHandler['handle'] = (record) => {
    const { fields, facts } = normaliseRecord(record, clock.wallTime());
    return acceptRecord(fields, facts);
  };

  const stats = () => statsOf(counters, buffer.ledger, buffer.groups());

  const getHealthStatus = () =>
    assessHealth(counters, {
      name,
      now: clock.monotonic(),
      stats: stats(),
      maxBufferBytes: settings.maxBufferBytes,
      restingGroups: buffer.restingGroups(),
      failedLogs: failedLogs.size,
      keyCache: keyOf.stats(),
      endpoint: delivery.state(),
    });

  const emitter = createEmitter(clock, settings.metricsIntervalMs, getHealthStatus);

  const handler: BufferingAsyncHandler = {
    name,
    ready: Promise.resolve(),
    handle,
    flush: drain.flush,
    close: drain.close,
    stats,
    getHealthStatus,
    getFailedLogs: failedLogs.list,
    retryFailed: () => (drain.isClosed() ? 0 : failedLogs.retry((log) => acceptLine(log.line, factsOf(log)) === 'accepted')),
    on: emitter.on,
    [Symbol.asyncDispose]: async () => {
      await drain.close();
    },
  };
  Object.defineProperty(handler, DIVERT, { value: delivery.divert });
  const live = register(handler, { id, quiet, closeTimeoutMs: settings.closeTimeoutMs });
  return { handler, acceptLine, acceptClosed, acceptRecord, takesText: delivery.takesText, recordBytes: settings.limits.recordBytes };
};
