import { describe, expect, test } from 'vitest';
import type { HandlerEvent } from '../../src/core/events.js';
import type { Diagnostic } from '../../src/core/handler.js';
import { count, createCounters } from '../../src/metrics/counters.js';
import { createDiagnostics } from '../../src/metrics/diagnostics.js';
import { createEmitter } from '../../src/metrics/emitter.js';
import { assessHealth, type Vitals } from '../../src/metrics/health.js';
import { createHealthHandler } from '../../src/metrics/health-handler.js';
import { createLatencies } from '../../src/metrics/latencies.js';
import { statsOf } from '../../src/metrics/stats.js';
import { createFakeClock } from '../kit/fake-clock.js';

const delivered = (records: number, ms: number): HandlerEvent => ({
  type: 'delivered',
  order: 0,
  count: records,
  bytes: records * 300,
  ms,
});
const dropped = (records: number): HandlerEvent => ({ type: 'dropped', count: records, bytes: 0, reason: 'refused' });

const VITALS: Vitals = {
  name: 'logs',
  spool: undefined,
  now: 1000,
  stats: {
    received: 128,
    accepted: 128,
    recovered: 0,
    delivered: 120,
    dropped: {},
    deadLettered: 0,
    spooled: 0,
    waiting: 3,
    inFlight: 0,
    bytes: 900,
    groups: 1,
    attempts: 4,
    retries: 1,
  },
  maxBufferBytes: 10_000,
  restingGroups: 0,
  failedLogs: 5,
  security: {
    hits: {},
    sanitized: 0,
    truncated: 0,
    withheld: 0,
    rejected: 0,
    maskFailures: 0,
    keyCache: { hits: 0, misses: 0, size: 0, evictions: 0 },
  },
  keyCache: { hits: 9, misses: 1, size: 1, evictions: 0 },
  endpoint: { state: 'closed', held: false, consecutiveFailures: 0, lastError: undefined, lastErrorAt: undefined },
};

describe('counters', () => {
  test('A39 count batches with their sizes, bytes and latencies exactly', () => {
    const counters = createCounters(0);
    for (const [records, ms] of [
      [100, 5],
      [20, 15],
      [30, 10],
    ] as const)
      count(counters, delivered(records, ms), 50);
    const { batches } = assessHealth(counters, VITALS);
    expect(batches).toEqual({
      count: 3,
      averageRecords: 50,
      minRecords: 20,
      maxRecords: 100,
      bytes: 45_000,
      latencyMs: { p50: 10, p95: 15, p99: 15 },
    });
  });

  test('R12 keep what was dropped apart by reason', () => {
    const counters = createCounters(0);
    count(counters, dropped(5), 0);
    count(counters, { type: 'dropped', count: 3, bytes: 0, reason: 'evicted' }, 0);
    expect([counters.dropped, counters.droppedInAll, counters.errors]).toEqual([{ refused: 5, evicted: 3 }, 8, 5]);
  });

  test('keep dead letters apart from what was dropped, and what was recovered from what was received', () => {
    const counters = createCounters(0);
    count(counters, { type: 'dead-lettered', count: 2, bytes: 0, reason: 'refused' }, 0);
    count(counters, { type: 'recovered', count: 7 }, 0);
    count(counters, { type: 'disk', state: 'away', reason: 'ENOSPC' }, 0);
    count(counters, { type: 'disk', state: 'back', reason: '' }, 0);
    expect(counters).toMatchObject({ deadLettered: 2, recovered: 7, received: 0, dropped: {}, errors: 3 });
    const held = { waiting: 1, inFlight: 2, spooled: 4, bytes: 900, groups: 1 };
    expect(statsOf(counters, held)).toMatchObject({ recovered: 7, deadLettered: 2, ...held });
  });
});

const SPOOL = { state: 'ok', bytes: 949, maxBytes: 1000, unreadBytes: 10 } as const;

describe('health', () => {
  const statusOf = (vitals: Partial<Vitals>, lastDropAt = Number.NEGATIVE_INFINITY) =>
    assessHealth({ ...createCounters(0), lastDropAt }, { ...VITALS, ...vitals }).status;

  test('A38 has the origin’s seven facts and more', () => {
    const health = assessHealth(createCounters(400), VITALS);
    expect(health).toMatchObject({
      totalMessages: 128,
      errorCount: 0,
      lastErrorTime: undefined,
      batchSize: 3,
      timeSinceFlush: 600,
      failedLogsCount: 5,
      extrasCacheSize: 1,
      buffer: { bytes: 900, maxBytes: 10_000, records: 3, groups: 1, restingGroups: 0 },
    });
  });

  test.each([
    ['healthy', {}],
    ['degraded', { endpoint: { ...VITALS.endpoint, consecutiveFailures: 1 } }],
    ['degraded', { endpoint: { ...VITALS.endpoint, held: true } }],
    ['degraded', { restingGroups: 1 }],
    ['unhealthy', { endpoint: { ...VITALS.endpoint, state: 'open' as const } }],
    ['unhealthy', { maxBufferBytes: 900 }],
    ['healthy', { spool: SPOOL }],
    ['healthy', { spool: SPOOL, maxBufferBytes: 900 }],
    ['unhealthy', { spool: { ...SPOOL, bytes: 950 } }],
    ['degraded', { spool: { ...SPOOL, state: 'away' as const } }],
    ['unhealthy', { spool: { ...SPOOL, state: 'away' as const }, maxBufferBytes: 900 }],
  ])('A38 is %s when %o', (status, vitals) => {
    expect(statusOf(vitals)).toBe(status);
  });

  test('is degraded for a minute after records were dropped', () => {
    expect([statusOf({ now: 60_999 }, 1000), statusOf({ now: 61_000 }, 1000)]).toEqual(['degraded', 'healthy']);
  });

  test('tells of the spool where there is one', () => {
    expect(assessHealth(createCounters(0), { ...VITALS, spool: SPOOL }).spool).toEqual(SPOOL);
    expect(assessHealth(createCounters(0), VITALS)).not.toHaveProperty('spool');
  });

  test.each([
    ['healthy', 200],
    ['degraded', 200],
    ['unhealthy', 503],
  ] as const)('A43 the HTTP handler answers %s with %d', (status, code) => {
    const answer: unknown[] = [];
    const handle = createHealthHandler({ getHealthStatus: () => ({ ...assessHealth(createCounters(0), VITALS), status }) });
    handle(undefined, { writeHead: (given) => answer.push(given), end: (body) => answer.push(JSON.parse(body).status) });
    expect(answer).toEqual([code, status]);
  });
});

test('A43 metrics come n times in n intervals, and a listener that throws harms nobody', async () => {
  const clock = createFakeClock();
  const emitter = createEmitter(clock, 1000, () => assessHealth(createCounters(0), VITALS));
  let seen = 0;
  emitter.on('metrics', () => {
    throw new Error('listener');
  });
  const off = emitter.on('metrics', () => {
    seen += 1;
  });
  await clock.advance(5000);
  expect(seen).toBe(5);
  off();
  await clock.advance(2000);
  emitter.stop();
  await clock.advance(2000);
  expect([seen, clock.pendingTimers()]).toEqual([5, 0]);
});

test('who listens to an event that there is not hears nothing, and may leave', async () => {
  const clock = createFakeClock();
  const emitter = createEmitter(clock, 1000, () => assessHealth(createCounters(0), VITALS));
  const heard: unknown[] = [];
  const off = emitter.on('nonsense' as never, (health: unknown) => heard.push(health));
  await clock.advance(1000);
  off();
  emitter.stop();
  expect(heard).toEqual([]);
});

describe('diagnostics', () => {
  test('tell a code at once, then at most once in ten seconds with what came in between', () => {
    const told: Diagnostic[] = [];
    const diagnose = createDiagnostics('logs', (diagnostic) => told.push(diagnostic));
    for (const at of [0, 1, 2, 9_999]) diagnose(dropped(10), at);
    diagnose(dropped(1), 10_000);
    expect(told.map(({ code, count: times }) => [code, times])).toEqual([
      ['records-dropped-refused', 10],
      ['records-dropped-refused', 31],
    ]);
  });

  test.each<[code: string, severity: Diagnostic['severity'], event: HandlerEvent]>([
    ['disk-away', 'error', { type: 'disk', state: 'away', reason: 'ENOSPC' }],
    ['disk-back', 'info', { type: 'disk', state: 'back', reason: '' }],
    ['records-recovered', 'info', { type: 'recovered', count: 3 }],
    ['spool-unreadable', 'error', { type: 'left-alone', reason: 'locked' }],
    ['records-dead-lettered', 'error', { type: 'dead-lettered', count: 3, bytes: 0, reason: 'too-large' }],
    ['dead-letters-away', 'error', { type: 'dead-letters', trouble: 'disk', reason: 'EROFS', count: 1 }],
    ['dead-letters-deleted', 'warning', { type: 'dead-letters', trouble: 'quota', reason: 'maxBytes', count: 3 }],
    ['fallback-on', 'error', { type: 'fallback', state: 'on', reason: 'http-503' }],
    ['fallback-off', 'info', { type: 'fallback', state: 'off', reason: 'http-503' }],
    ['records-dropped-expired', 'error', { type: 'dropped', count: 3, bytes: 0, reason: 'expired' }],
    ['records-dropped-corrupt', 'error', { type: 'dropped', count: 3, bytes: 0, reason: 'corrupt' }],
  ])('%s is told as %s, with the reason and how many', (code, severity, event) => {
    const told: Diagnostic[] = [];
    createDiagnostics('logs', (diagnostic) => told.push(diagnostic))(event, 0);
    expect(told).toMatchObject([{ code, severity, handler: 'logs', count: 'count' in event ? event.count : 1 }]);
    const reason = 'reason' in event && severity === 'error' ? event.reason : '';
    expect(told[0]?.message).toContain(reason);
  });

  test('R11 contain a listener that throws or rejects', async () => {
    const diagnose = createDiagnostics('logs', async () => {
      throw new Error('async listener');
    });
    expect(() => diagnose(dropped(1), 0)).not.toThrow();
    await Promise.resolve();
  });
});

test('percentiles come from the last 512 latencies', () => {
  const latencies = createLatencies();
  for (let ms = 1; ms <= 1000; ms += 1) latencies.add(ms);
  expect([latencies.percentile(0.5), latencies.percentile(1)]).toEqual([744, 1000]);
  expect(createLatencies().percentile(0.99)).toBe(0);
});
