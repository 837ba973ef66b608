import type { HandlerEvent } from '../core/events.js';
import type { Diagnostic } from '../core/handler.js';
import { safely } from '../core/safely.js';

/** A code is told at once, then at most once in this time with the number of times it happened since. */
const QUIET_MS = 10_000;

type Told = { at: number; untold: number };

/** Turns events into diagnostics for `onDiagnostic`, without ever repeating itself by the thousand or throwing into the app. */
export const createDiagnostics = (handler: string, listener: ((diagnostic: Diagnostic) => void) | undefined) => {
  const told = new Map<string, Told>();
  const tell = safely(listener);

  return (event: HandlerEvent, now: number): void => {
    const finding = listener === undefined ? undefined : findingOf(event);
    if (listener === undefined || finding === undefined) return;
    const { times = 1, ...rest } = finding;
    const last = told.get(finding.code) ?? { at: Number.NEGATIVE_INFINITY, untold: 0 };
    last.untold += times;
    told.set(finding.code, last);
    if (now - last.at < QUIET_MS) return;
    const count = last.untold;
    last.at = now;
    last.untold = 0;
    tell({ ...rest, count, handler });
  };
};

type Finding = Pick<Diagnostic, 'code' | 'severity' | 'message' | 'context'> & { readonly times?: number };

const findingOf = (event: HandlerEvent): Finding | undefined => {
  switch (event.type) {
    case 'dropped':
      return {
        code: `records-dropped-${event.reason}`,
        severity: 'error',
        message: `records were given up: ${event.reason}`,
        context: { reason: event.reason },
        times: event.count,
      };
    case 'held':
      return {
        code: 'delivery-held',
        severity: 'error',
        message: `the collector refuses everything of a group (${event.reason}): records are kept and it is asked again; check url, credentials and certificates`,
        context: { reason: event.reason, inMs: event.inMs },
      };
    case 'retrying':
      return {
        code: 'delivery-retrying',
        severity: 'warning',
        message: `a delivery failed (${event.reason}) and is tried again`,
        context: { reason: event.reason, inMs: event.inMs },
      };
    case 'endpoint':
      return event.state === 'open'
        ? {
            code: 'endpoint-open',
            severity: 'error',
            message: `the collector is away (${event.reason}): records wait`,
            context: { reason: event.reason },
          }
        : { code: 'endpoint-closed', severity: 'info', message: 'the collector takes records again' };
    case 'dead-lettered':
      return {
        code: 'records-dead-lettered',
        severity: 'error',
        message: `records were given up (${event.reason}) and are kept in the dead-letter store`,
        context: { reason: event.reason },
        times: event.count,
      };
    case 'audit':
      return {
        code: 'audit-file-away',
        severity: 'error',
        message: `the audit trail's file takes nothing (${event.reason}): checkpoints are kept in memory and written when it does`,
        context: { reason: event.reason },
      };
    case 'dead-letters':
      return event.trouble === 'disk'
        ? {
            code: 'dead-letters-away',
            severity: 'error',
            message: `the dead-letter store takes nothing (${event.reason}): records that are given up are only counted`,
            context: { reason: event.reason },
          }
        : {
            code: 'dead-letters-deleted',
            severity: 'warning',
            message: 'the oldest dead letters were deleted to stay within `deadLetters.maxBytes`',
            times: event.count,
          };
    case 'recovered':
      return {
        code: 'records-recovered',
        severity: 'info',
        message: 'records that an earlier run or another process left on disk are being delivered',
        times: event.count,
      };
    case 'left-alone':
      return {
        code: 'spool-unreadable',
        severity: 'error',
        message: `a file in the spool cannot be read (${event.reason}) and is left as it is`,
        context: { reason: event.reason },
      };
    case 'disk':
      return event.state === 'away'
        ? {
            code: 'disk-away',
            severity: 'error',
            message: `the spool's disk takes nothing (${event.reason}): records are kept in memory only, and would be lost with the process`,
            context: { reason: event.reason },
          }
        : { code: 'disk-back', severity: 'info', message: "the spool's disk takes records again" };
    case 'fallback':
      return event.state === 'on'
        ? {
            code: 'fallback-on',
            severity: 'error',
            message: `the collector has been away for too long (${event.reason}): the fallback takes its place`,
            context: { reason: event.reason },
          }
        : { code: 'fallback-off', severity: 'info', message: 'the collector takes records again: the fallback is not needed' };
    case 'mended':
      return {
        code: `${event.what}-mended`,
        severity: 'warning',
        message: `a ${event.what} was changed to make it safe (${event.reason})`,
        context: { reason: event.reason },
      };
    case 'attempt':
    case 'cut':
    case 'delivered':
      return undefined;
  }
};
