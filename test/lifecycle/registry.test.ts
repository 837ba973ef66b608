import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import { liveHandlers, type Registration, register } from '../../src/lifecycle/registry.js';
import { until } from '../kit/until.js';
import { handlerDouble } from './handler-double.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const names = (): string[] => liveHandlers().map(({ name }) => name);

/** What is left of these once the garbage is collected. */
const remain = (...expected: readonly string[]): Promise<unknown> =>
  until(() => {
    collectGarbage();
    return names().join() === expected.join();
  });

test('B13 every handler is in the registry, until it is forgotten', () => {
  const [first, second] = [handlerDouble({ name: 'first' }), handlerDouble({ name: 'second' })];
  const registrations = [register(first), register(second)];
  expect(liveHandlers()).toEqual([first, second]);
  registrations[0]!.forget();
  registrations[0]!.forget();
  expect(liveHandlers()).toEqual([second]);
  registrations[1]!.forget();
  expect(liveHandlers()).toEqual([]);
});

test('an idle handler that nobody holds is collected; one that holds records is kept until it is idle again', async () => {
  const make = (name: string): Registration => {
    const handler = { ...handlerDouble({ name }), retryFailed: () => Number(registration.idle()) };
    const registration = register(handler);
    return registration;
  };
  make('idle');
  make('busy').busy();
  await remain('busy');
  liveHandlers()[0]?.retryFailed();
  await remain();
});

test('two copies of the package share one registry and one watch over the natural end', async () => {
  const { forget } = register(handlerDouble({ name: 'of this copy' }));
  const watches = process.listenerCount('beforeExit');
  vi.resetModules();
  const other = await import('../../src/lifecycle/registry.js');
  expect(other.register).not.toBe(register);
  const registration = other.register(handlerDouble({ name: 'of the other copy' }));
  expect(names()).toEqual(['of this copy', 'of the other copy']);
  expect(process.listenerCount('beforeExit')).toBe(watches);
  registration.forget();
  forget();
});
