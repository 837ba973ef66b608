import { randomUUID } from 'node:crypto';
import { createAudit } from './audit/audit.js';
import { withoutMark } from './audit/mark.js';
import { createBarrier } from './buffer/barrier.js';
import { createFailedLogs, factsOf } from './buffer/failed-logs.js';
import { createGivingUp, type GivingUp } from './buffer/giving-up.js';
import { createIntake } from './buffer/intake.js';
import { createRecordBuffer } from './buffer/record-buffer.js';
import { checkSettings } from './check-settings.js';
import { systemClock } from './core/clock.js';
import { DIVERT } from './core/divert.js';
import type { Engine } from './core/engine.js';
import { ADOPTED, type HandlerEvent, isLeaving, isUnseenLoss } from './core/events.js';
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
import { fitLine, fits } from './security/fit-line.js';
import { createSafeHeaders } from './security/headers.js';
import { oneLine } from './security/quote.js';
import { openWash } from './security/wash/open-wash.js';

/** The hallway: the only place that knows every room, and introduces each to those it works with. */
export const build = (settings: Settings, { clock = systemClock, files, id, quiet }: EngineSetting): Engine => {
  checkSettings(settings, files);
  const { name } = settings;
  const barrier = createBarrier(clock);
  const failedLogs = createFailedLogs(settings.maxFailedLogs, readLine);
  const keyOf = createKeyOf(settings);

  const wash = openWash(settings.security, {
    // Where a record that is too large is to be dropped, it must not be cut to size first.
    limits: settings.oversize === 'drop' ? { ...settings.limits, recordBytes: 2 * settings.limits.recordBytes } : settings.limits,
    onMended: (reason) => observe({ type: 'mended', what: 'record', reason }),
  });

  const reporting = createReporting(settings, {
    clock,
    account: () => ({ ...buffer.ledger, groups: buffer.groups() }),
    vitals: () => ({
      spool: buffer.disk?.report(),
      restingGroups: buffer.restingGroups(),
      failedLogs: failedLogs.size,
      keyCache: keyOf.stats(),
      security: wash.stats(),
      endpoint: delivery.state(),
    }),
  });
  const { observe } = reporting;

  /** Records left the building: the counters, those who wait for them, and the registry hear of it. */
  const observeLeaving = (event: HandlerEvent): void => {
    observe(event);
    if (isUnseenLoss(event)) audit?.lost(event.count, event.reason);
    if (event.type === 'endpoint' && event.state === 'open') queueMicrotask(buffer.secure);
    if (!isLeaving(event) || event.order === undefined) return;
    if (event.order === ADOPTED) buffer.ledger.adoptedGone(event.count);
    barrier.gone(event.order, event.count, event.type === 'delivered' ? 'delivered' : 'dropped');
    if (held() === 0 && buffer.disk === undefined) live.idle();
  };

  const audit =
    settings.security.audit &&
    createAudit(settings.security.audit, { clock, oneLine, onTrouble: (reason) => observe({ type: 'audit', reason }) });

  const givenUp = createGivingUp(settings, { clock, failedLogs, observe });

  const setAside = (...[chunk, reason, error]: Parameters<GivingUp['chunk']>): number => {
    audit?.givenUp(chunk, reason);
    return givenUp.chunk(chunk, reason, error);
  };

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
    setAside,
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
    safeHeaders: createSafeHeaders((reason) => observe({ type: 'mended', what: 'header', reason })),
    setAside,
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
      audit?.stop();
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
    wash,
    oversize: settings.oversize,
    fits,
    fit: fitLine,
    groupOf: keyOf.of,
    keyFailure: () => keyOf.failures.last ?? 'unknown',
    audit,
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

  const acceptRecord: Engine['acceptRecord'] = (fields, facts) => {
    if (held() === 0) live.busy();
    return intake.acceptWashed(`${wash.encode(fields)}\n`, facts);
  };

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
    retryFailed: () => (drain.isClosed() ? 0 : failedLogs.retry((log) => acceptLine(withoutMark(log.line), factsOf(log)) === 'accepted')),
    on: reporting.on,
    [Symbol.asyncDispose]: async () => {
      await drain.close();
    },
  };
  Object.defineProperty(handler, DIVERT, { value: delivery.divert });
  const exit = (): void => {
    buffer.saveNow();
    audit?.stop();
  };
  const live = register(handler, { id, quiet, closeTimeoutMs: settings.closeTimeoutMs, onExit: (buffer.disk ?? audit) && exit });
  if (buffer.disk !== undefined) live.busy();
  return { handler, acceptLine, acceptClosed, acceptRecord, takesText: delivery.takesText, recordBytes: settings.limits.recordBytes };
};
