import type { DropReason } from '../core/events.js';
import type { Key } from '../core/group.js';
import type { LineFacts } from '../core/line.js';
import { createEngine } from '../handler.js';
import type { HandlerOptions } from '../handler-options.js';
import type { Refused } from './refusals.js';

export type CourierOptions = {
  readonly url: string;
  /** With templates over the key of a record's group. */
  readonly headers: Readonly<Record<string, string>>;
  readonly gzip: boolean;
  /** As in the option of that name; what it must be is told by the engine. */
  readonly format?: string | undefined;
  /** A template for the key of every record, instead of the key that each came with. */
  readonly key?: string | undefined;
  /** How long the collector may take nothing at all. */
  readonly patienceMs: number;
};

/** A record to be sent, with the key of its group. */
export type Parcel = { readonly line: string; readonly key: Key; readonly facts: LineFacts };

/** A logferry engine with which somebody waits for what becomes of the records. */
export type Courier = {
  /** Hands in one record; resolves to false when the collector takes nothing any more. */
  send(parcel: Parcel): Promise<boolean>;
  /** Resolves to true when what was handed in is delivered or refused. */
  settle(): Promise<boolean>;
  readonly delivered: number;
  /** What the collector answered last, when it took nothing. */
  readonly lastError: string;
  close(): Promise<void>;
};

/** Tells `onRefused` what the collector refuses for good. */
export const openCourier = (
  { url, headers, gzip, format, key, patienceMs }: CourierOptions,
  onRefused: (refused: Refused) => void,
): Courier => {
  let current: Key = null;
  const { handler, acceptLine } = createEngine({
    url,
    requestHeaders: headers,
    aggregatorKey: key ?? (() => current),
    compression: gzip ? 'gzip' : 'none',
    format: format as HandlerOptions['format'],
    name: 'logferry spool replay',
    // They were washed before they were kept, and must arrive as they are.
    security: { preset: 'off' },
    retry: { baseMs: 500, capMs: 5000 },
    limits: { recordBytes: LONGEST_LINE_BYTES },
    maxFailedLogs: BATCH_UNITS,
    maxBufferBytes: 2 * LONGEST_LINE_BYTES,
  });
  let handedIn = 0;
  let toldCount = 0;
  let toldLogs = 0;

  const send: Courier['send'] = async (parcel) => {
    current = parcel.key;
    acceptLine(parcel.line, parcel.facts);
    handedIn += parcel.line.length;
    return handedIn < BATCH_UNITS || settle();
  };

  /** The engine never gives up by itself; a person who waits does when nothing has moved for long enough. */
  const settle = async (): Promise<boolean> => {
    handedIn = 0;
    for (;;) {
      const before = settledOf(handler.stats());
      const { left } = await handler.flush({ timeoutMs: patienceMs });
      tellRefused();
      if (left === 0) return true;
      if (settledOf(handler.stats()) === before) return false;
    }
  };

  const tellRefused = (): void => {
    const { dropped } = handler.stats();
    const count = sumOf(dropped) - toldCount;
    const logged = sumOf({ refused: dropped.refused, unkeyed: dropped.unkeyed, 'too-large': dropped['too-large'] }) - toldLogs;
    toldCount += count;
    toldLogs += logged;
    if (count > 0) onRefused({ logs: logged === 0 ? [] : handler.getFailedLogs().slice(-logged), count });
  };

  return {
    send,
    settle,
    get delivered() {
      return handler.stats().delivered;
    },
    get lastError() {
      return handler.getHealthStatus().lastError ?? 'no answer';
    },
    close: async () => {
      await handler.close({ timeoutMs: 0 });
    },
  };
};

/** As the longest that `limits.recordBytes` allows, which is what a service may have written. */
const LONGEST_LINE_BYTES = 64 * 1024 * 1024;

/** UTF-16 units that are handed in before their fate is awaited: few enough that failed logs keep each of them that is refused. */
const BATCH_UNITS = 1024 * 1024;

type Dropped = Readonly<Partial<Record<DropReason, number | undefined>>>;

const settledOf = ({ delivered, dropped }: { readonly delivered: number; readonly dropped: Dropped }): number => delivered + sumOf(dropped);

const sumOf = (dropped: Dropped): number => Object.values(dropped).reduce<number>((sum, count) => sum + (count ?? 0), 0);
