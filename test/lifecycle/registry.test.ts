import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';
import { liveHandlers, type Registration, register } from '../../src/lifecycle/registry.js';
import { until } from '../kit/until.js';
import { handlerDouble } from './handler-double.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const made: Registration[] = [];
const make = (name: string): Registration => {
  const registration = register(handlerDouble({ name }));
  made.push(registration);
  return registration;
};
const names = (): string[] => liveHandlers().map(({ name }) => name);

afterEach(() => {
  for (const { forget } of made.splice(0)) forget();
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
  make('idle');
  const busy = make('busy');
  busy.busy();
  await until(() => {
    collectGarbage();
    return names().join() === 'busy';
  });
  busy.idle();
  await until(() => {
    collectGarbage();
    return names().length === 0;
  });
});

test('two copies of the package share one registry and one watch over the natural end', async () => {
  make('of this copy').busy();
  const watches = process.listenerCount('beforeExit');
  vi.resetModules();
  const other = await import('../../src/lifecycle/registry.js');
  expect(other.register).not.toBe(register);
  const registration = other.register(handlerDouble({ name: 'of the other copy' }));
  registration.busy();
  expect(names()).toEqual(['of this copy', 'of the other copy']);
  expect(process.listenerCount('beforeExit')).toBe(watches);
  registration.forget();
});
