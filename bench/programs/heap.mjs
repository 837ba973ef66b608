import { emit, turn } from './emit.mjs';
import { fieldsOf, finish, openWarm, run } from './measured.mjs';

/** Heap that is still held after records were logged, delivered and the garbage collected (`--expose-gc`). */
const settledHeapMB = async () => {
  for (let round = 0; round < 3; round += 1) {
    await turn();
    globalThis.gc();
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { heapMB: heapUsed / 1e6, outsideMB: (external + arrayBuffers) / 1e6 };
};

const { log, drain } = await openWarm();
const before = await settledHeapMB();
await emit(log, fieldsOf, [0, run.count]);
await drain?.();
const after = await settledHeapMB();
await finish({ heapGrowthMB: after.heapMB - before.heapMB, outsideGrowthMB: after.outsideMB - before.outsideMB });
