import type { Clock } from '../core/clock.js';
import { createDeadline } from './deadline.js';
import { threadState } from './thread-state.js';

/** Records on their way from this thread to an engine in a worker. Resolves when the worker has read all that was written before. */
export type Pipe = (timeoutMs: number) => Promise<void>;

/** Has `flushAll` and `shutdown` empty this pipe before they ask the workers; the result takes it out again. */
export const registerPipe = (pipe: Pipe): (() => void) => {
  const { pipes } = threadState();
  pipes.add(pipe);
  return () => {
    pipes.delete(pipe);
  };
};

/** Empties every pipe at once, as far as the time allows. Never rejects. */
export const drainPipes = async (timeoutMs: number, clock: Clock): Promise<void> => {
  const { pipes } = threadState();
  if (pipes.size === 0) return;
  const deadline = createDeadline(clock, timeoutMs);
  await Promise.race([Promise.allSettled([...pipes].map(async (drain) => drain(timeoutMs))), deadline.passed]);
  deadline.cancel();
};
