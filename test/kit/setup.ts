import { afterEach, vi } from 'vitest';
import { expectAllBalanced, trackHandler } from './expect-balanced.js';

/**
 * The law of conservation after every test: each engine that a test makes, itself or through a door, is tracked as it leaves the hallway.
 * (Engines in worker threads and child processes are out of reach; their tests ask for `stats()`.)
 */
vi.mock('../../src/handler.js', async (importOriginal) => {
  const hallway = await importOriginal<typeof import('../../src/handler.js')>();
  return {
    ...hallway,
    createEngine: (...args: Parameters<typeof hallway.createEngine>) => tracking(hallway.createEngine(...args)),
    openEngine: async (...args: Parameters<typeof hallway.openEngine>) => tracking(await hallway.openEngine(...args)),
    createHandler: (...args: Parameters<typeof hallway.createHandler>) => trackHandler(hallway.createHandler(...args)),
  };
});

const tracking = <Engine extends { readonly handler: Parameters<typeof trackHandler>[0] }>(engine: Engine): Engine => {
  trackHandler(engine.handler);
  return engine;
};

afterEach(expectAllBalanced);
