import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStage } from './stage.js';

const KIB = 1024;

test.each([
  ['all', true],
  ['refused', false],
] as const)("A40 what a full spool gives up while it is in memory is a dead letter with `keep: '%s'`: %s", async (keep, isKept) => {
  const home = mkdtempSync(join(tmpdir(), 'logferry-letters-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const { handler } = openStage({
    url: 'http://127.0.0.1:1/',
    overflow: 'drop-oldest',
    spool: { directory: join(home, 'spool'), maxBytes: 256 * KIB },
    deadLetters: { directory: join(home, 'letters'), keep },
  });
  for (let n = 0; n < 600; n += 1) handler.handle({ message: 'x'.repeat(700), fields: { n } });

  const { deadLettered, dropped } = handler.stats();
  const given = deadLettered + (dropped.evicted ?? 0);
  expect(given).toBeGreaterThan(100);
  expect([deadLettered, dropped.evicted ?? 0]).toEqual(isKept ? [given, 0] : [0, given]);
});
