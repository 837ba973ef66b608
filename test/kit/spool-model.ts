import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import type { BufferSettings } from '../../src/buffer/options.js';
import type { SpoolSettings } from '../../src/buffer/spool/options.js';
import { type Chunk, countOf, halve, part } from '../../src/core/chunk.js';
import type { Lease } from '../../src/core/lease.js';
import { pickLines } from '../../src/delivery/pick-lines.js';
import { createKnownRecords } from './known-records.js';
import { bytesBelow, filesBelow } from './spool-files.js';
import { type Life, openLife } from './spooling.js';

/** What a random run is made of. Numbers that name a group or a lease are taken modulo what there is. */
export type Action =
  | { readonly do: 'put'; readonly group: number; readonly count: number; readonly padding: number; readonly severity: number }
  | { readonly do: 'cut' }
  | { readonly do: 'take' }
  | { readonly do: 'send'; readonly lease: number }
  | { readonly do: 'answer'; readonly lease: number; readonly as: Answer; readonly at: number; readonly restMs: number }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'away'; readonly isAway: boolean }
  | { readonly do: 'crash'; readonly arrived: boolean }
  | { readonly do: 'reopen' }
  | {
      readonly do: 'fault';
      readonly of: 'open' | 'write' | 'cut' | 'read' | 'space' | 'short';
      readonly after: number;
      readonly times: number;
    }
  | { readonly do: 'heal' }
  | { readonly do: 'delete' };

/** `all` was taken; `none`; the first `at`; the first `at`, after which the rest is in two pieces; or only every other one. */
export type Answer = 'all' | 'none' | 'first' | 'halves' | 'every-other';

export type ModelSettings = {
  readonly directory: string;
  readonly settings: Partial<BufferSettings>;
  readonly spool: Partial<Omit<SpoolSettings, 'directory'>>;
};

type Out = { readonly lease: Lease; slice: Chunk | undefined };
type ActionOf<Name extends Action['do']> = Extract<Action, { readonly do: Name }>;

/**
 * The real store beside a model that is only a list of what was accepted, what the collector took, and what was told to be lost.
 * Every action is followed by all laws that can be told at that moment.
 */
export const createModel = async ({ directory, settings, spool }: ModelSettings) => {
  const records = createKnownRecords({ isOrdered: settings.ordering !== 'relaxed' });
  let dropped = 0;
  /** At most so many were in memory only when a process died. */
  let lost = 0;
  let isSick = false;
  let wasDeleted = false;
  /** Something of what this run has on disk may have been given up. */
  let wasFull = false;
  let out: Out[] = [];
  let life = await openLife({ directory, settings, spool });

  const take = (): void => {
    const lease = life.take();
    if (lease !== undefined) out.push({ lease, slice: undefined });
  };

  const send = (one: Out): void => {
    one.slice = one.lease.chunk;
    announce(one.lease, one.lease.chunk);
  };

  const announce = (lease: Lease, slice: Chunk): void => {
    lease.sending(slice);
    records.sent(slice);
  };

  const arrive = (lease: Lease, slice: Chunk, id: string): void => {
    if (countOf(slice) === 0) return;
    records.arrived(slice, id);
    life.delivered(lease, slice);
  };

  const answer = (one: Out, { as, at, restMs }: Pick<ActionOf<'answer'>, 'as' | 'at' | 'restMs'>): void => {
    if (one.slice === undefined) send(one);
    out = out.filter((each) => each !== one);
    const notBefore = restMs === 0 ? undefined : life.clock.now + restMs;
    // A collector that took it before the crash takes a repetition as a whole.
    const said = as !== 'none' && records.hasAll(one.lease.chunk) ? 'all' : as;
    one.lease.settle(said === 'every-other' ? takeEveryOther(one.lease) : takeFirst(one.lease, said, at), notBefore);
  };

  /** Answers what is left. */
  const takeFirst = (lease: Lease, as: Answer, at: number): readonly Chunk[] => {
    const { chunk } = lease;
    const count = countOf(chunk);
    const cut = as === 'all' ? count : as === 'none' ? 0 : at % (count + 1);
    const first = part(chunk, 0, cut);
    if (cut > 0) announce(lease, first);
    arrive(lease, first, first.id);
    if (cut === count) return [];
    const rest = part(chunk, cut, count);
    return as === 'halves' && countOf(rest) > 1 ? halve(rest) : [rest];
  };

  const takeEveryOther = (lease: Lease): readonly Chunk[] => {
    const { chunk } = lease;
    arrive(lease, pickLines(chunk, everySecond(chunk, 0)), chunk.id);
    const left = pickLines(chunk, everySecond(chunk, 1));
    records.outOfOrder(left);
    return countOf(left) === 0 ? [] : [left];
  };

  const put = ({ group, count, padding, severity }: ActionOf<'put'>): void => {
    for (let index = 0; index < count; index += 1) {
      const admission = life.put(`g${group}`, { n: records.count, p: 'x'.repeat(padding) }, severity);
      if (admission === 'accepted') records.accepted(`g${group}`);
    }
  };

  const end = async (): Promise<void> => {
    dropped += life.dropped();
    out = [];
    wasFull = false;
    records.nextLife();
    life = await openLife({ directory, settings, spool });
  };

  const crash = (arrived: boolean): Promise<void> => {
    for (const { slice } of out) {
      if (slice === undefined) continue;
      records.unanswered(slice, spool.mode === 'journal');
      if (arrived) records.arrived(slice, slice.id);
    }
    const { waiting, inFlight } = life.buffer.ledger;
    if (spool.mode === 'spill' || isSick) lost += waiting + inFlight;
    life.crash();
    return end();
  };

  const reopen = async (): Promise<void> => {
    for (const { lease } of out) lease.settle([lease.chunk]);
    await life.close();
    await end();
  };

  const sicken = (): void => {
    isSick = true;
    records.doubted();
  };

  const fault = ({ of, after, times }: ActionOf<'fault'>): void => {
    sicken();
    const { disk } = life;
    const planted = { from: after + 1, times };
    if (of === 'open') disk.fail('openSync', { code: 'EMFILE', ...planted });
    else if (of === 'write') disk.fail('writeSync', { code: 'EIO', ...planted });
    else if (of === 'cut') disk.fail('ftruncateSync', { code: 'EIO', ...planted });
    else if (of === 'read') disk.fail('open', { code: 'EMFILE', ...planted });
    else if (of === 'space') disk.limitSpace(after * 100);
    else disk.shorten(after + 1);
  };

  const deleteAll = (): void => {
    sicken();
    wasDeleted = true;
    rmSync(life.path(), { recursive: true, force: true });
  };

  const leased = (action: ActionOf<'send' | 'answer'>): Out | undefined => out[action.lease % Math.max(1, out.length)];

  const acts: { readonly [Name in Action['do']]: (action: ActionOf<Name>) => unknown } = {
    put,
    cut: () => life.buffer.cutAll('flush'),
    take,
    send: (action) => {
      const one = leased(action);
      if (one !== undefined && one.slice === undefined) send(one);
    },
    answer: (action) => {
      const one = leased(action);
      if (one !== undefined) answer(one, action);
    },
    advance: ({ ms }) => life.advance(ms),
    away: ({ isAway }) => life.setAway(isAway),
    crash: ({ arrived }) => crash(arrived),
    reopen,
    fault,
    heal: () => life.disk.heal(),
    delete: deleteAll,
  };

  const act = async (action: Action): Promise<void> => {
    await (acts[action.do] as (action: Action) => unknown)(action);
    await life.settle();
    check();
  };

  const check = (): void => {
    life.expectBalanced();
    expect(life.buffer.ledger.bytes, 'memory has a bound').toBeLessThanOrEqual((settings.maxBufferBytes ?? 0) + SLACK_BYTES);
    const told = life.buffer.disk?.report().bytes ?? 0;
    expect(told).toBeGreaterThanOrEqual(0);
    if (isSick) return;
    const onDisk = bytesBelow(life.path(), '.seg');
    // What is given up is as good as gone, though what is in flight of it may keep it there for a while.
    wasFull ||= onDisk >= (spool.maxBytes ?? 0) * NEARLY_FULL;
    if (wasFull) expect(told, 'bytes on disk, at most').toBeLessThanOrEqual(onDisk);
    else expect(told, 'bytes of all segments on disk').toBe(onDisk);
  };

  /** The disk is well again, the collector takes all: whatever is left is delivered, and nothing stays behind. */
  const finish = async (): Promise<void> => {
    life.disk.heal();
    life.setAway(false);
    for (const one of [...out]) answer(one, ALL);
    await drain();
    const { bytes, lentBytes, held } = life.buffer.ledger;
    expect([bytes, lentBytes, held()]).toEqual([0, 0, 0]);
    await reopen();
    await drain();
    await life.close();
    dropped += life.dropped();
    expect(filesBelow(directory), 'nothing is left on disk').toEqual([]);
    expectAll();
  };

  const drain = async (): Promise<void> => {
    await life.settle();
    for (let round = 0; life.held() > 0; round += 1) {
      if (round > MOST_ROUNDS)
        throw new Error(`never drained: ${JSON.stringify({ ...life.buffer.ledger, ...life.buffer.disk?.report() })}`);
      life.buffer.cutAll('flush');
      await life.settle();
      take();
      const [one] = out;
      if (one === undefined) await life.advance(1000);
      else answer(one, ALL);
      await life.settle();
    }
    check();
  };

  /** Each record was delivered, or told to be dropped; of a process that was killed it may have been both. */
  const expectAll = (): void => {
    const missing = records.count - records.arrivedCount;
    if (!wasDeleted) expect(missing, 'records that are missing').toBeLessThanOrEqual(dropped + lost);
    if (!isSick) expect(dropped, 'records that were told to be dropped').toBeLessThanOrEqual(missing + records.maybeTwice);
  };

  return { act, finish, life: (): Life => life };
};

const ALL = { as: 'all', at: 0, restMs: 0 } as const;
const MOST_ROUNDS = 400;
/** One segment less. */
const NEARLY_FULL = 7 / 8;

/** Where nothing is on its way out, what comes next is read, room or not: one slab at a time. */
const SLACK_BYTES = 256 * 1024;

const everySecond = (chunk: Chunk, from: number): number[] =>
  Array.from({ length: countOf(chunk) }, (_, index) => index).filter((index) => index % 2 === from);
