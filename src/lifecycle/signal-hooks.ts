import { constants } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { checkSignals, checkTimeoutMs } from './check-options.js';
import { flushAll } from './flush-all.js';
import { hasOtherListeners } from './other-listeners.js';
import { shutdown } from './shutdown.js';
import { threadSwitchboard } from './switchboard.js';
import { threadState } from './thread-state.js';

/** Which signals, and how long they may take. */
export type ShutdownHookOptions = {
  /** Default `['SIGTERM', 'SIGINT']`. */
  readonly signals?: readonly NodeJS.Signals[] | undefined;
  /** How long a signal may be held up to deliver what waits, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number | undefined;
};

/**
 * Has a signal deliver what waits before it ends the process. The first signal starts `shutdown`; then the listeners of `exit`
 * run as at `process.exit()`, and the process dies of that signal, so that its parent sees what it expects (128 + n in a shell). A second signal ends it at once.
 *
 * Where the app listens to the same signal itself, the end is the app's own: everything is flushed, nothing is closed
 * or ended. Such an app had better await `shutdown()` as the last step of its own way out.
 *
 * One set of hooks per process: a second call replaces the first. The result takes the hooks out. In a worker thread
 * signals never arrive, so that there this does nothing.
 * @throws ConfigurationError when an option is wrong.
 */
export const installShutdownHooks = ({ signals = ['SIGTERM', 'SIGINT'], timeoutMs = 5000 }: ShutdownHookOptions = {}): (() => void) => {
  checkSignals(signals, CATCHABLE);
  checkTimeoutMs('installShutdownHooks', timeoutMs);
  const state = threadState();
  state.removeShutdownHooks?.();
  let isDraining = false;

  const remove = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
    if (state.removeShutdownHooks === remove) state.removeShutdownHooks = undefined;
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    const isOurs = !hasOtherListeners(signal, onSignal);
    if (isDraining && isOurs) dieNow(signal);
    if (!isDraining) void drain(signal, isOurs);
  };
  const drain = async (signal: NodeJS.Signals, isOurs: boolean): Promise<void> => {
    isDraining = true;
    await (isOurs ? shutdown({ timeoutMs }) : flushAll({ timeoutMs }));
    isDraining = false;
    if (isOurs) exitBy(signal);
  };
  const dieNow = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
    setTimeout(() => process.exit(numberOf(signal)), IMMUNE_AFTER_MS);
  };
  /**
   * The listeners of `exit` run first: Pino's waits for a worker that is still starting. Where signal-exit still listens to the
   * signal, it has the last word, and runs them itself.
   */
  const exitBy = (signal: NodeJS.Signals): void => {
    remove();
    if (process.listenerCount(signal) > 0) {
      dieNow(signal);
      return;
    }
    process.on('exit', () => process.kill(process.pid, signal));
    process.exit(numberOf(signal));
  };

  if (isMainThread) threadSwitchboard();
  for (const signal of signals) process.on(signal, onSignal);
  state.removeShutdownHooks = remove;
  return remove;
};

const CATCHABLE = Object.keys(constants.signals).filter((signal) => signal !== 'SIGKILL' && signal !== 'SIGSTOP');

/** The first process of a container is immune to signals it does not handle, its own included: that one exits with the number a shell would show. */
const numberOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

const IMMUNE_AFTER_MS = 50;
