import { createBarrier } from './buffer/barrier.js';
import { createFailedLogs } from './buffer/failed-logs.js';
import { createRecordBuffer } from './buffer/record-buffer.js';
import { type Clock, systemClock } from './core/clock.js';
import type { DropReason, HandlerEvent } from './core/events.js';
import type { BufferingAsyncHandler, FlushOptions, FlushResult, Stats } from './core/handler.js';
import type { LineFacts } from './core/line.js';
import type { Admission, RecordInput } from './core/record.js';
import { INFO, severityOfName } from './core/severity.js';
import { createDelivery } from './delivery/delivery.js';
import { createKeyOf } from './grouping/key-of.js';
import { readLine } from './grouping/line-record.js';
import { loadFunctions, refuseModuleRefs } from './grouping/load-function.js';
import { normaliseRecord } from './grouping/record-input.js';
import { register } from './lifecycle/registry.js';
import { count, createCounters } from './metrics/counters.js';
import { createDiagnostics } from './metrics/diagnostics.js';
import { createEmitter } from './metrics/emitter.js';
import { assessHealth } from './metrics/health.js';
import { type HandlerOptions, resolveOptions, type Settings } from './options.js';
import { createEncoder } from './security/encode.js';
import { fitLine } from './security/fit-line.js';
import { createSafeHeaders } from './security/headers.js';

/** The engine as a door sees it: a handler, and the two ways in. */
export type Engine = {
  readonly handler: BufferingAsyncHandler;
  /** Takes one record as a line: the text of a JSON object, a trailing newline allowed. Never throws. */
  acceptLine(line: string, facts: LineFacts): Admission;
  /** Takes one record as an object: written down within limits, then as `acceptLine`. Never throws. */
  acceptRecord(fields: Readonly<Record<string, unknown>>, facts: LineFacts): Admission;
  /** With wire format `lines` a door may hand over text that is not JSON, as it stands. */
  readonly takesText: boolean;
};

export type EngineSetting = { readonly clock?: Clock; readonly place?: 'process' | 'worker' };

/**
 * Makes a buffering async handler for direct use, without a logger.
 * @throws ConfigurationError when an option is wrong; nothing throws after that.
 */
export const createHandler = (options: HandlerOptions): BufferingAsyncHandler => createEngine(options).handler;

/** Makes an engine at once. Functions must be given as functions here, for a module cannot be loaded synchronously. */
export const createEngine = (options: HandlerOptions, setting: EngineSetting = {}): Engine => {
  refuseModuleRefs(options);
  return build(resolveOptions(options), setting);
};

/** Makes an engine after loading the functions that are given as `{ module, name }`. */
export const openEngine = async (options: HandlerOptions, setting: EngineSetting = {}): Promise<Engine> =>
  build(resolveOptions(await loadFunctions(options)), setting);

const NOTHING_WAITED: FlushResult = { delivered: 0, spooled: 0, dropped: 0, left: 0 };
const DEFAULT_FLUSH_TIMEOUT_MS = 30_000;

let handlersMade = 0;

/** The hallway: the only place that knows every room, and introduces each to those it works with. */
const build = (settings: Settings, { clock = systemClock }: EngineSetting): Engine => {
  handlersMade += 1;
  const { name } = settings;
  const { recordBytes } = settings.limits;
  const counters = createCounters(clock.monotonic());
  const barrier = createBarrier(clock);
  const failedLogs = createFailedLogs(settings.maxFailedLogs, readLine);
  const emitter = createEmitter(clock, settings.metricsIntervalMs, () => handler.getHealthStatus());
  const diagnose = createDiagnostics(name, settings.onDiagnostic);
  let closing: Promise<FlushResult> | undefined;
  let wakePlanned = false;

  const observe = (event: HandlerEvent): void => {
    const now = clock.monotonic();
    count(counters, event, now);
    diagnose(event, now);
    if (event.type === 'dropped') settings.onDrop?.({ count: event.count, reason: event.reason, group: event.group });
  };

  const mended = (what: 'record' | 'header') => (reason: string) => observe({ type: 'mended', what, reason });
  const encoder = createEncoder(settings.limits, mended('record'));
  const keyOf = createKeyOf(settings);

  /** Records left the building: the account, those who wait for them, and the registry hear of it. */
  const leave = (event: HandlerEvent, from: 'waiting' | 'inFlight'): void => {
    observe(event);
    if ((event.type !== 'delivered' && event.type !== 'dropped') || event.order === undefined) return;
    if (from === 'inFlight') buffer.ledger.leave('inFlight', event.count, 0);
    barrier.gone(event.order, event.count, event.type);
    if (held() === 0) live.idle();
  };

  /** Sending begins after the logging call that filled a chunk, never inside it. */
  const wakeSoon = (): void => {
    if (wakePlanned) return;
    wakePlanned = true;
    setImmediate(() => {
      wakePlanned = false;
      delivery.wake();
    });
  };

  const buffer = createRecordBuffer(settings, {
    clock,
    idPrefix: `${process.pid.toString(36)}-${Date.now().toString(36)}-${handlersMade}`,
    observe: (event) => leave(event, 'waiting'),
    onReady: wakeSoon,
  });

  const delivery = createDelivery(settings, {
    clock,
    source: buffer,
    observe: (event) => leave(event, 'inFlight'),
    safeHeaders: createSafeHeaders(mended('header')),
    setAside: failedLogs.addChunk,
  });

  const held = (): number => buffer.ledger.waiting + buffer.ledger.inFlight;

  const acceptLine = (line: string, facts: LineFacts): Admission => {
    counters.received += 1;
    try {
      return take(line, facts);
    } catch {
      return refuse('unwritable');
    }
  };

  const take = (given: string, facts: LineFacts): Admission => {
    if (closing !== undefined) return refuse('closed');
    const fits = given.length * 3 <= recordBytes || Buffer.byteLength(given) <= recordBytes;
    if (!fits && settings.oversize === 'drop') return refuseLine('too-large', fitLine(given, recordBytes), facts);
    const line = fits ? given : fitLine(given, recordBytes);
    const group = keyOf.of(line, facts);
    if (group === undefined) return refuseLine('unkeyed', line, facts);
    const wasIdle = held() === 0;
    const verdict = buffer.admit(group, line, facts.time, facts.severity);
    if (verdict !== 'accepted') return refuse(verdict, group.name);
    counters.accepted += 1;
    if (wasIdle) live.busy();
    return 'accepted';
  };

  const refuse = (reason: DropReason, group?: string): Admission => {
    observe({ type: 'dropped', count: 1, bytes: 0, reason, group });
    return reason === 'closed' ? 'closed' : 'full';
  };

  const refuseLine = (reason: DropReason, line: string, facts: LineFacts): Admission => {
    failedLogs.addLine(line, facts, reason);
    return refuse(reason);
  };

  const acceptRecord = (fields: Readonly<Record<string, unknown>>, facts: LineFacts): Admission => acceptLine(encoder.encode(fields), facts);

  const handle = (record: RecordInput): Admission => {
    const { fields, facts } = normaliseRecord(record, clock.wallTime());
    return acceptRecord(fields, facts);
  };

  const flush = async ({ timeoutMs = DEFAULT_FLUSH_TIMEOUT_MS }: FlushOptions = {}): Promise<FlushResult> => {
    buffer.cutAll('flush');
    return settled(timeoutMs);
  };

  const settled = async (timeoutMs: number): Promise<FlushResult> => {
    if (held() === 0) return NOTHING_WAITED;
    const waited = barrier.wait(buffer.nextOrder(), held(), timeoutMs);
    delivery.hold(true);
    delivery.wake();
    const result = await waited;
    if (barrier.waits === 0) delivery.hold(false);
    return result;
  };

  const close = ({ timeoutMs = settings.closeTimeoutMs }: FlushOptions = {}): Promise<FlushResult> => {
    closing ??= shut(timeoutMs);
    return closing;
  };

  const shut = async (timeoutMs: number): Promise<FlushResult> => {
    buffer.cutAll('close');
    delivery.hurry();
    const result = await settled(timeoutMs);
    await delivery.stop();
    buffer.abandon();
    barrier.release();
    buffer.stopTimer();
    emitter.stop();
    live.forget();
    return result;
  };

  const stats = (): Stats => ({
    received: counters.received,
    accepted: counters.accepted,
    delivered: counters.delivered,
    dropped: { ...counters.dropped },
    deadLettered: 0,
    spooled: 0,
    waiting: buffer.ledger.waiting,
    inFlight: buffer.ledger.inFlight,
    bytes: buffer.ledger.bytes,
    groups: buffer.groups(),
    attempts: counters.attempts,
    retries: counters.retries,
  });

  const handler: BufferingAsyncHandler = {
    name,
    ready: Promise.resolve(),
    handle,
    flush,
    close,
    stats,
    getHealthStatus: () =>
      assessHealth(counters, {
        name,
        now: clock.monotonic(),
        stats: stats(),
        maxBufferBytes: settings.maxBufferBytes,
        restingGroups: buffer.restingGroups(),
        failedLogs: failedLogs.size,
        keyCache: keyOf.stats(),
        endpoint: delivery.state(),
      }),
    getFailedLogs: failedLogs.list,
    retryFailed: () =>
      failedLogs
        .takeAll()
        .filter(({ line, level, timestamp }) => acceptLine(line, { time: timestamp, level, severity: severityOfName(level) ?? INFO }) === 'accepted')
        .length,
    on: emitter.on,
    [Symbol.asyncDispose]: async () => {
      await close();
    },
  };
  const live = register(handler);
  return { handler, acceptLine, acceptRecord, takesText: delivery.takesText };
};
