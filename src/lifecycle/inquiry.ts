/** One question put to engines in other threads: who is still expected to answer, and what came. */
export type Inquiry<Answer> = {
  /** The engine lives and works on it; also one that nobody knew of. */
  heard(engine: string): void;
  answered(engine: string, answer: Answer): void;
  /** The engine is no more; it owes nothing. */
  left(engine: string): void;
  /** Engines that have not even heard, though they had time enough. They are no longer expected. */
  giveUpSilent(): readonly string[];
  /** From here on nobody is waited for that nobody knows of. */
  knowAll(): void;
  isDone(): boolean;
  readonly answers: readonly Answer[];
  /** Engines that were given up or are still expected. */
  silent(): readonly string[];
};

export const createInquiry = <Answer>(engines: Iterable<string>, knowsAll: boolean): Inquiry<Answer> => {
  const expected = new Map<string, 'asked' | 'heard'>([...engines].map((engine) => [engine, 'asked']));
  const answers: Answer[] = [];
  let allKnown = knowsAll;
  const givenUp: string[] = [];

  return {
    heard: (engine) => {
      expected.set(engine, 'heard');
    },
    answered: (engine, answer) => {
      expected.delete(engine);
      answers.push(answer);
    },
    left: (engine) => {
      expected.delete(engine);
    },
    giveUpSilent: () => {
      const silent = [...expected].filter(([, state]) => state === 'asked').map(([engine]) => engine);
      for (const engine of silent) expected.delete(engine);
      givenUp.push(...silent);
      return silent;
    },
    knowAll: () => {
      allKnown = true;
    },
    isDone: () => allKnown && expected.size === 0,
    answers,
    silent: () => [...givenUp, ...expected.keys()],
  };
};
