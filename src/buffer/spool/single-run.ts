/** Works through what there is, behind the app's back, and never twice at the same time. */
export type SingleRun = {
  /** There may be something to do. */
  kick(): void;
  isStopped(): boolean;
  /** Resolves at a moment at which nothing is under way. */
  idle(): Promise<void>;
  /** No more runs; resolves when the one that is under way has ended. */
  stop(): Promise<void>;
};

/** `run` looks at `isStopped` between its steps. One that fails has ended, and nobody is hurt: the next kick begins another. */
export const createSingleRun = (run: () => Promise<void>): SingleRun => {
  let running: Promise<void> | undefined;
  let isStopped = false;

  const end = (): void => {
    running = undefined;
  };

  return {
    kick: () => {
      if (!isStopped) running ??= run().then(end, end);
    },
    isStopped: () => isStopped,
    idle: async () => {
      while (running !== undefined) await running;
    },
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
};
