import { expect, test } from 'vitest';
import { installShutdownHooks } from '../../src/lifecycle/signal-hooks.js';
import { spawnApp } from '../kit/spawn-app.js';
import { until } from '../kit/until.js';

/** A program that would run for ever, with one handler that holds three records. */
const program = (body: string, delivers = 'at once'): { code: string } => ({
  code: `
    import { register } from './src/lifecycle/registry.js';
    import { installShutdownHooks } from './src/lifecycle/signal-hooks.js';
    import { handlerDouble } from './test/lifecycle/handler-double.js';
    const handler = handlerDouble({ delivers: '${delivers}' });
    register(handler).busy();
    handler.accept(3);
    const tell = () => console.log('calls', handler.calls.join(', ') || 'none', 'delivered', handler.stats().delivered);
    process.on('exit', tell);
    setInterval(() => undefined, 1000);
    ${body}
    console.log('ready');
  `,
});

test.each(['SIGTERM', 'SIGINT'] as const)('P1 %s delivers what waits, and then the process dies of it', async (signal) => {
  await using app = await spawnApp(
    program(
      `installShutdownHooks(); handler.close = async (options) => { const result = await handler.flush(options); tell(); return result; };`,
    ),
  );
  await app.line('ready');
  app.signal(signal);
  expect(await app.exit()).toEqual({ code: null, signal });
  expect(app.stdout).toContain('calls flush 5000 delivered 3');
});

test('P2 behind a collector that hangs, the process dies when the time is over', async () => {
  await using app = await spawnApp(program('installShutdownHooks({ timeoutMs: 500 });', 'never returns'));
  await app.line('ready');
  const startMs = performance.now();
  app.signal('SIGTERM');
  expect(await app.exit()).toEqual({ code: null, signal: 'SIGTERM' });
  expect(performance.now() - startMs).toBeGreaterThan(500);
  expect(performance.now() - startMs).toBeLessThan(4_000);
});

test.each([
  ['the same', 'SIGTERM'],
  ['another', 'SIGINT'],
] as const)('P3 a second signal, %s, ends the process at once', async (_which, second) => {
  const body = `
    const { close } = handler;
    handler.close = (options) => { console.log('draining'); return close(options); };
    installShutdownHooks({ timeoutMs: 60_000 });
  `;
  await using app = await spawnApp(program(body, 'never returns'));
  await app.line('ready');
  app.signal('SIGTERM');
  await app.line('draining');
  app.signal(second);
  expect(await app.exit({ timeoutMs: 5_000 })).toEqual({ code: null, signal: second });
});

test('an app that listens itself is flushed, and left to its own way out', async () => {
  const body = `
    installShutdownHooks();
    process.on('SIGTERM', () => setTimeout(() => process.exit(7), 200));
  `;
  await using app = await spawnApp(program(body));
  await app.line('ready');
  app.signal('SIGTERM');
  expect(await app.exit()).toEqual({ code: 7, signal: null });
  expect(app.stdout).toContain('calls flush 5000 delivered 3');
});

test('an app that listens itself is flushed again at a later signal', async () => {
  const body = `
    installShutdownHooks();
    process.on('SIGTERM', () => tell());
  `;
  await using app = await spawnApp(program(body));
  await app.line('ready');
  await until(
    () => {
      app.signal('SIGTERM');
      return app.stdout.some((line) => line.includes('flush 5000, flush 5000'));
    },
    { everyMs: 50 },
  );
});

test('listeners of signal-exit are no listeners of the app: neither waits for the other to end the process', async () => {
  const body = `
    const emitter = globalThis[Symbol.for('signal-exit emitter')] = { count: 1 };
    process.on('SIGTERM', function clean() {
      if (process.listeners('SIGTERM').length > emitter.count) return;
      console.log('cleaned');
      process.off('SIGTERM', clean);
      process.kill(process.pid, 'SIGTERM');
    });
    installShutdownHooks({ timeoutMs: 100 });
  `;
  await using app = await spawnApp(program(body, 'never returns'));
  await app.line('ready');
  app.signal('SIGTERM');
  expect(await app.exit({ timeoutMs: 5_000 })).toEqual({ code: null, signal: 'SIGTERM' });
  expect(app.stdout).toContain('cleaned');
});

test('the first process of a container, immune to its own signal, exits with the number a shell would show', async () => {
  await using app = await spawnApp(program('process.kill = () => true; installShutdownHooks();'));
  await app.line('ready');
  app.signal('SIGTERM');
  expect(await app.exit({ timeoutMs: 5_000 })).toEqual({ code: 143, signal: null });
  expect(app.stdout).toContain('calls close 5000 delivered 3');
});

test('hooks that were taken out leave the signal its way', async () => {
  await using app = await spawnApp(
    program(`const remove = installShutdownHooks(); remove(); process.on('SIGINT', () => { tell(); process.exit(0); });`),
  );
  await app.line('ready');
  app.signal('SIGINT');
  await app.line('calls none delivered 0');
  expect(await app.exit()).toEqual({ code: 0, signal: null });
});

test('nothing listens to signals unasked; a second call replaces the first, whose remover then takes out nothing', () => {
  const counts = (): number[] => (['SIGTERM', 'SIGINT', 'SIGHUP'] as const).map((signal) => process.listenerCount(signal));
  const before = counts();
  const added = (): number[] => counts().map((count, index) => count - (before[index] ?? 0));
  const first = installShutdownHooks();
  expect(added()).toEqual([1, 1, 0]);
  const second = installShutdownHooks({ signals: ['SIGHUP'] });
  first();
  expect(added()).toEqual([0, 0, 1]);
  second();
  expect(added()).toEqual([0, 0, 0]);
});

test.each([
  [{ signals: ['SIGKILL'] }, /signals .* got "SIGKILL"/],
  [{ signals: ['TERM'] }, /signals .* got "TERM"/],
  [{ signals: 'SIGTERM' }, /signals .* got "SIGTERM"/],
  [{ timeoutMs: -5 }, /timeoutMs .* got -5/],
  [{ timeoutMs: '5s' }, /timeoutMs .* got "5s"/],
])('%j is refused, and installs nothing', (options, message) => {
  const before = process.listenerCount('SIGTERM');
  expect(() => installShutdownHooks(options as Parameters<typeof installShutdownHooks>[0])).toThrow(message);
  expect(process.listenerCount('SIGTERM')).toBe(before);
});
