import zlib, { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createCompress, hasZstd } from '../../src/delivery/compress.js';

const body = Buffer.from('{"level":30,"msg":"hello"}\n'.repeat(100));

test('none leaves the body as it is, without a copy', async () => {
  expect(await createCompress({ type: 'none' })(body)).toBe(body);
});

test('gzip gives back what went in, the same bytes each time, smaller at a higher level', async () => {
  const fast = createCompress({ type: 'gzip', level: 1 });
  const [once, again] = [await fast(body), await fast(body)];
  expect(gunzipSync(once)).toEqual(body);
  expect(again).toEqual(once);
  expect((await createCompress({ type: 'gzip', level: 9 })(body)).length).toBeLessThan(once.length);
});

test.runIf(hasZstd)('zstd gives back what went in', async () => {
  const { zstdDecompressSync } = zlib as unknown as { zstdDecompressSync(body: Buffer): Buffer };
  expect(zstdDecompressSync(await createCompress({ type: 'zstd', level: 3 })(body))).toEqual(body);
});

test.skipIf(hasZstd)('zstd rejects where this Node has none, though the options would not have let it through', async () => {
  await expect(createCompress({ type: 'zstd', level: 3 })(body)).rejects.toThrow('not in this Node');
});
