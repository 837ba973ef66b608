import { expect, test, vi } from 'vitest';
import { createDrain } from '../../src/lifecycle/drain.js';

const setUp = () => {
  const wait = vi.fn(async (_timeoutMs: number) => ({ delivered: 1, spooled: 0, dropped: 0, left: 0 }));
  const idle = {
    cutAll: () => {},
    held: () => 1,
    hold: () => {},
    wake: () => {},
    hurry: () => {},
    isSafe: () => false,
    end: async () => 0,
  };
  return { wait, drain: createDrain({ ...idle, closeTimeoutMs: 700, wait }) };
};

test.each([undefined, null, {}, { timeoutMs: undefined }])('%j for options means the usual times', async (options) => {
  const { wait, drain } = setUp();
  await drain.flush(options as never);
  await drain.close(options as never);
  expect(wait.mock.calls).toEqual([[30_000], [700]]);
});
