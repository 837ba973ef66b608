import { expect, test } from 'vitest';
import type { HealthStatus } from '../../src/core/handler.js';
import { assessAll, getHealthStatus } from '../../src/lifecycle/health.js';
import { register } from '../../src/lifecycle/registry.js';
import { handlerDouble } from './handler-double.js';

type Status = HealthStatus['status'];
const health = (status: Status): HealthStatus => handlerDouble({ status }).getHealthStatus();

test.each<[Status, Status[], number]>([
  ['healthy', [], 0],
  ['healthy', ['healthy', 'healthy'], 0],
  ['degraded', ['healthy', 'degraded'], 0],
  ['unhealthy', ['unhealthy', 'degraded', 'healthy'], 0],
  ['degraded', ['healthy'], 1],
  ['degraded', [], 2],
  ['unhealthy', ['unhealthy'], 1],
])('a process is %s with handlers that are %j and %i that do not answer', (expected, statuses, silent) => {
  expect(assessAll(statuses.map(health), silent)).toMatchObject({ status: expected, silent });
});

test('every live handler is in it', async () => {
  const registrations = [register(handlerDouble({ name: 'one' })), register(handlerDouble({ name: 'two', status: 'degraded' }))];
  const { status, handlers, silent } = await getHealthStatus();
  expect([status, handlers.map(({ name }) => name), silent]).toEqual(['degraded', ['one', 'two'], 0]);
  for (const { forget } of registrations) forget();
});
