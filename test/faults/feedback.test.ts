import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/core/handler.js';
import { type CollectorStage, openCollectorStage } from './stage.js';

const MINUTES = 10;

test('P20 an app that logs our own diagnostics through us makes no loop: a record each, at most one in ten seconds of a code', async () => {
  const told: Diagnostic[] = [];
  const stage: CollectorStage = await openCollectorStage({
    onDiagnostic: (diagnostic) => {
      told.push(diagnostic);
      stage.handler.handle({ level: 'error', message: diagnostic.message });
    },
  });
  const { collector, handler } = stage;
  collector.fail({ status: 503, times: Number.POSITIVE_INFINITY });
  await stage.put(1);
  await stage.runFor(MINUTES * 60_000);

  expect(told.length).toBeGreaterThan(0);
  for (const code of new Set(told.map((diagnostic) => diagnostic.code)))
    expect(told.filter((diagnostic) => diagnostic.code === code).length, code).toBeLessThanOrEqual(MINUTES * 6 + 1);
  expect(handler.stats()).toMatchObject({ received: told.length + 1, waiting: told.length + 1 });
});
