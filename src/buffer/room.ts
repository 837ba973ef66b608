import type { Clock } from '../core/clock.js';
import type { AcceptedOptions } from '../core/handler.js';

/**
 * For those who would rather wait than lose: `overflow: 'block'`. Nobody can be stopped within `handle`, which is synchronous, so a
 * record that finds the buffer full is taken all the same, on credit, and its sender is asked to wait until that is paid back:
 *
 *     0                                          full        1/8 more
 *     |-------- room: nobody waits -------------|-- credit --|  beyond: dropped as `full`
 *                                               accepted() waits
 *
 * Whoever awaits `accepted()` after each record holds at most one record of the credit, so an eighth is enough for as many senders
 * as there ever are at once; it bounds those who do not wait.
 */
export type Room = {
  /**
   * Waits until there is room for more. Resolves to true at once while the buffer is not full, and otherwise as soon as records
   * left it, one sender after the other; to false when `timeoutMs` (default: no limit) was over before, or the handler is closed. What was handed in already is
   * kept in either case. Never rejects. Keeps the process alive, for it means to go on.
   */
  accepted(options?: AcceptedOptions): Promise<boolean>;
  /**
   * Waits until nothing is left: all that was handed in, also while waiting, was delivered or given up, and nothing is on disk for
   * later. Resolves at the latest when the handler is closed. Never rejects. Keeps the process alive.
   */
  drained(): Promise<void>;
  /** Tells that records left. Costs next to nothing while nobody waits. */
  changed(): void;
  /** Ends all waits, also those to come: the handler is closed. */
  close(): void;
};

export type RoomDeps = {
  readonly clock: Pick<Clock, 'setTimer'>;
  /** How full the buffer is: above 1 something is owed. */
  readonly fill: () => number;
  /** Whether nothing waits, is in flight, or is on disk. */
  readonly isEmpty: () => boolean;
  /** Somebody waits: nothing may lie still for want of company. */
  readonly stir: () => void;
};

/** Up to here a record is taken all the same. */
export const FULL_WITH_CREDIT = 1 + 1 / 8;

export const createRoom = ({ clock, fill, isEmpty, stir }: RoomDeps): Room => {
  const forRoom = new Set<(hasRoom: boolean) => void>();
  const forEnd = new Set<() => void>();
  let isClosed = false;
  let isLetting = false;
  let cancelLook: (() => void) | undefined;

  const hasRoom = (): boolean => fill() <= 1;

  const isAwaited = (): boolean => forRoom.size + forEnd.size > 0;

  const accepted: Room['accepted'] = (options) => {
    if (isClosed) return Promise.resolve(false);
    if (hasRoom()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (answer: boolean): void => {
        cancel?.();
        forRoom.delete(settle);
        lookAgain();
        resolve(answer);
      };
      const timeoutMs = options?.timeoutMs;
      const cancel = timeoutMs === undefined ? undefined : clock.setTimer(timeoutMs, () => settle(false));
      forRoom.add(settle);
      lookAgain();
      stir();
    });
  };

  const drained: Room['drained'] = () =>
    isClosed || isEmpty()
      ? Promise.resolve()
      : new Promise((resolve) => {
          forEnd.add(resolve);
          lookAgain();
          stir();
        });

  const changed = (): void => {
    if (forRoom.size > 0) letIn();
    if (forEnd.size > 0 && isEmpty()) endWaits(forEnd, undefined);
    if (isAwaited()) stir();
  };

  /** One after the other: what the first does with the room shows when it had its turn. */
  const letIn = (): void => {
    const [first] = forRoom;
    if (first === undefined || isLetting || !hasRoom()) return;
    first(true);
    isLetting = forRoom.size > 0;
    if (isLetting) setImmediate(letInNext);
  };

  const letInNext = (): void => {
    isLetting = false;
    letIn();
  };

  const endWaits = <Answer>(waits: Set<(answer: Answer) => void>, answer: Answer): void => {
    const ended = [...waits];
    waits.clear();
    lookAgain();
    for (const settle of ended) settle(answer);
  };

  /** A disk gets room in many ways that nobody tells of, so as long as somebody waits it is looked at now and then. */
  const lookAgain = (): void => {
    if (isAwaited() === (cancelLook !== undefined)) return;
    cancelLook?.();
    cancelLook = isAwaited() ? clock.setTimer(LOOK_AGAIN_MS, look, true) : undefined;
  };

  const look = (): void => {
    cancelLook = undefined;
    changed();
    lookAgain();
  };

  const close = (): void => {
    isClosed = true;
    endWaits(forRoom, false);
    endWaits(forEnd, undefined);
  };

  return { accepted, drained, changed, close };
};

const LOOK_AGAIN_MS = 1000;
