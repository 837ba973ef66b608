import type { Clock } from '../../core/clock.js';
import type { Observe } from '../../core/events.js';
import type { Lease } from '../../core/lease.js';
import { endRests } from '../end-rests.js';
import type { Endpoint } from '../endpoint.js';
import type { Send } from '../send.js';
import type { Source } from '../source.js';
import type { TroubledLanes } from '../troubled-lanes.js';
import type { Way } from '../way.js';
import type { Why } from './mark-lines.js';
import { createStandIn, type StandInDeps } from './stand-in.js';

export type TakeoverDeps = Omit<StandInDeps, 'collectorAt'> & {
  readonly clock: Clock;
  readonly observe: Observe;
  readonly source: Source;
  readonly endpoint: Endpoint;
  readonly lanes: TroubledLanes;
  /** Takes over when the collector has taken nothing for so long. */
  readonly afterMs: number;
  send(why: Why): Send;
  /** Delivers to the collector. */
  deliver(lease: Lease): Promise<void>;
  /** The last failure, as a short word. */
  lastError(): string;
};

/**
 * The way to two destinations.
 *
 *     collector --it has taken nothing for `afterMs`, though it was asked--> fallback --it took something--> collector
 *
 * While the fallback is on, the collector is asked at its own pace: a lease goes there when its probe is due and its lane does not
 * rest. All others go to the fallback, so lanes need not rest at all, unless the fallback is in trouble too.
 */
export const createTakeover = (deps: TakeoverDeps): Way => {
  const { clock, observe, source, endpoint, lanes } = deps;
  type Episode = { readonly reason: string; readonly send: Send };
  let { afterMs } = deps;
  let episode: Episode | undefined;
  let isLastChance = false;
  let inFlight = 0;

  const collectorAt = (group: string, now: number): number =>
    Math.max(endpoint.roomAt(now, inFlight) ?? Number.POSITIVE_INFINITY, lanes.get(group)?.until ?? now);

  const standIn = createStandIn({ ...deps, collectorAt });

  const look = (now: number): void => {
    const since = endpoint.failingSince;
    if (episode === undefined && since !== undefined && now >= since + afterMs) takeOver(now, since);
    if (episode !== undefined && since === undefined) giveBack(episode, now);
  };

  const takeOver = (now: number, since: number): void => {
    const reason = deps.lastError();
    episode = { reason, send: deps.send({ reason, since: new Date(clock.wallTime() - (now - since)).toISOString() }) };
    observe({ type: 'fallback', state: 'on', reason });
    endRests(source, () => now);
  };

  const giveBack = ({ reason }: Episode, now: number): void => {
    episode = undefined;
    observe({ type: 'fallback', state: 'off', reason });
    endRests(source, (group) => lanes.get(group)?.until ?? now);
  };

  const roomAt = (now: number): number | undefined => {
    const there = endpoint.roomAt(now, inFlight);
    const here = episode && standIn.roomAt(now);
    return there === undefined || here === undefined ? (there ?? here) : Math.min(there, here);
  };

  const deliver = async (lease: Lease): Promise<void> => {
    if (episode === undefined) return toCollector(lease);
    const { name } = lease.chunk.group;
    const now = clock.monotonic();
    const [there, here] = [collectorAt(name, now), standIn.roomFor(name, now)];
    if (there <= now && !(isLastChance && here <= now)) return toCollector(lease);
    if (here <= now) return standIn.deliver(lease, episode.send);
    lease.settle([lease.chunk], Math.min(there, here));
  };

  const toCollector = async (lease: Lease): Promise<void> => {
    inFlight += 1;
    await deps.deliver({ ...lease, settle: (rest, notBefore) => lease.settle(rest, episode === undefined ? notBefore : undefined) });
    inFlight -= 1;
  };

  return {
    look,
    turnAt: () => (episode === undefined && endpoint.failingSince !== undefined ? endpoint.failingSince + afterMs : undefined),
    roomAt,
    get isElsewhere() {
      return episode !== undefined;
    },
    deliver,
    hurry: () => {
      isLastChance = true;
      afterMs = 0;
    },
  };
};
