import type { Lease } from '../core/lease.js';
import type { Endpoint } from './endpoint.js';

/** Where leases go from here. Times are monotonic milliseconds. */
export type Way = {
  /** Call before anything is taken: the way may lead elsewhere now. */
  look(now: number): void;
  /** When it will lead elsewhere, unless something happens before. */
  turnAt(): number | undefined;
  /** When one more lease may begin beside the `inFlight` ones; undefined: not before one of them ends. */
  roomAt(now: number, inFlight: number): number | undefined;
  /** It leads elsewhere, so no lane need rest for the collector's sake. */
  readonly isElsewhere: boolean;
  /** Never rejects. */
  deliver(lease: Lease): Promise<void>;
  /** What is not delivered soon is lost. */
  hurry(): void;
};

/** The way to the collector, where there is no other. */
export const straightWay = (endpoint: Endpoint, deliver: Way['deliver']): Way => ({
  look: () => {},
  turnAt: () => undefined,
  roomAt: endpoint.roomAt,
  isElsewhere: false,
  deliver,
  hurry: () => {},
});
