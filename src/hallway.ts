import { randomUUID } from 'node:crypto';
import { createBarrier } from './buffer/barrier.js';
import { createFailedLogs, factsOf } from './buffer/failed-logs.js';
import { createGivingUp } from './buffer/giving-up.js';
import { createIntake } from './buffer/intake.js';
import { createRecordBuffer } from './buffer/record-buffer.js';
import { checkSettings } from './check-settings.js';
import { systemClock } from './core/clock.js';
import { DIVERT } from './core/divert.js';
import type { Engine } from './core/engine.js';
import { ADOPTED, type HandlerEvent, isLeaving } from './core/events.js';
import type { BufferingAsyncHandler } from './core/handler.js';
import { normaliseRecord } from './core/record-input.js';
import { createDelivery } from './delivery/delivery.js';
import type { EngineSetting } from './engine-setting.js';
import { groupNamed } from './grouping/group-of.js';
import { compileRequestHeaders } from './grouping/header-rules.js';
import { createKeyOf } from './grouping/key-of.js';
import { compileKeyedTemplate } from './grouping/keyed-template.js';
import { readLine } from './grouping/line-record.js';
import { compileUrl } from './grouping/url-template.js';
import { createDrain } from './lifecycle/drain.js';
import { register } from './lifecycle/registry.js';
import { createReporting } from './metrics/reporting.js';
import type { Settings } from './options.js';
import { openOutput } from './outputs/open-output.js';
import { createEncoder } from './security/encode.js';
import { fitLine, fits } from './security/fit-line.js';
import { createSafeHeaders } from './security/headers.js';
import { oneLine } from './security/quote.js';

/** The hallway: the only place that knows every room, and introduces each to those it works with. */
export const build = (settings: Settings, { clock = systemClock, files, id, quiet }: EngineSetting): Engine => {
  checkSettings(settings, files);
  const { name } = settings;
  const barrier = createBarrier(clock);
  const failedLogs = createFailedLogs(settings.maxFailedLogs, readLine);
  const keyOf = createKeyOf(settings);

  const reporting = createReporting(settings, {
    clock,
    account: () => ({ ...buffer.ledger, groups: buffer.groups() }),
    vitals: () => ({
      spool: buffer.disk?.report(),
      restingGroups: buffer.restingGroups(),
      failedLogs: failedLogs.size,
      keyCache: keyOf.stats(),
      endpoint: delivery.state(),
    }),
  });
  const { observe } = reporting;

  const mended = (what: 'record' | 'header') => (reason: string) => observe({ type: 'mended', what, reason });

  /** Records left the building: the counters, those who wait for them, and the registry hear of it. */
  const observeLeaving = (event: HandlerEvent): void => {
    observe(event);
    if (event.type === 'endpoint' && event.state === 'open') queueMicrotask(buffer.secure);
    if (!isLeaving(event) || event.order === undefined) return;
    if (event.order === ADOPTED) buffer.ledger.adoptedGone(event.count);
    barrier.gone(event.order, event.count, event.type === 'delivered' ? 'delivered' : 'dropped');
    if (held() === 0 && buffer.disk === undefined) live.idle();
  };

  const givenUp = createGivingUp(settings, { clock, failedLogs, observe });

  const buffer = createRecordBuffer(settings, {
    clock,
    files,
    idPrefix: randomUUID(),
    oneLine,
    sendsCopies: () => delivery.sendsCopies,
    observe: observeLeaving,
    onReady: () => delivery.wakeSoon(),
    collectorIsAway: () => delivery.state().state !== 'closed',
    groupOf: groupNamed,
    isFlushing: () => barrier.waits > 0,
    setAside: givenUp.chunk,
  });

  const delivery = createDelivery(settings, {
    clock,
    source: buffer,
    observe: (event) => {
      if (isLeaving(event)) buffer.ledger.leave('inFlight', event.count, 0);
      observeLeaving(event);
    },
    urlFor: compileUrl(settings.url).urlFor,
    requestHeaders: compileRequestHeaders(settings.requestHeaders),
    compile: compileKeyedTemplate,
    safeHeaders: createSafeHeaders(mended('header')),
    setAside: givenUp.chunk,
    compileUrl,
    openOutput,
  });

  /** Accepted here, and not gone yet. */
  const held = buffer.ledger.held;

  const drain = createDrain({
    closeTimeoutMs: settings.closeTimeoutMs,
    cutAll: buffer.cutAll,
    held,
    wait: (timeoutMs) => barrier.wait(buffer.nextOrder(), held(), timeoutMs),
    hold: delivery.hold,
    wake: delivery.wake,
    hurry: () => delivery.hurry(buffer.disk === undefined),
    isSafe: () => buffer.disk?.report().state === 'ok' && delivery.state().state !== 'closed',
    end: async () => {
      await delivery.stop();
      await buffer.disk?.quiesce();
      buffer.abandon();
      barrier.release();
      buffer.stopTimer();
      reporting.stop();
      givenUp.close();
      live.forget();
      await buffer.disk?.close();
      return held();
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
    giveUp: givenUp.line,
    counters: reporting.counters,
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

  const handler: BufferingAsyncHandler = {
    name,
    ready: Promise.resolve(),
    handle,
    accepted: buffer.room.accepted,
    drained: buffer.room.drained,
    flush: drain.flush,
    close: drain.close,
    stats: reporting.stats,
    getHealthStatus: reporting.health,
    getFailedLogs: failedLogs.list,
    retryFailed: () => (drain.isClosed() ? 0 : failedLogs.retry((log) => acceptLine(log.line, factsOf(log)) === 'accepted')),
    on: reporting.on,
    [Symbol.asyncDispose]: async () => {
      await drain.close();
    },
  };
  Object.defineProperty(handler, DIVERT, { value: delivery.divert });
  const live = register(handler, { id, quiet, closeTimeoutMs: settings.closeTimeoutMs, onExit: buffer.disk && buffer.saveNow });
  if (buffer.disk !== undefined) live.busy();
  return { handler, acceptLine, acceptClosed, acceptRecord, takesText: delivery.takesText, recordBytes: settings.limits.recordBytes };
};
