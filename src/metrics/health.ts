import type { CacheStats, HealthStatus, SecurityStats, Stats } from '../core/handler.js';
import type { Counters } from './counters.js';

/** What the other rooms know of their own state when health is asked for. */
export type Vitals = {
  readonly name: string;
  readonly now: number;
  readonly stats: Stats;
  readonly maxBufferBytes: number;
  readonly spool: NonNullable<HealthStatus['spool']> | undefined;
  readonly restingGroups: number;
  readonly failedLogs: number;
  readonly keyCache: CacheStats;
  readonly security: SecurityStats;
  readonly endpoint: {
    readonly state: 'closed' | 'open' | 'half-open';
    readonly held: boolean;
    readonly consecutiveFailures: number;
    readonly lastError: string | undefined;
    readonly lastErrorAt: number | undefined;
  };
};

export const assessHealth = (counters: Counters, vitals: Vitals): HealthStatus => {
  const { name, now, stats, endpoint, keyCache, maxBufferBytes, restingGroups, failedLogs } = vitals;
  const { count, records, bytes, minRecords, maxRecords } = counters.batches;
  const percentile = (share: number): number => counters.latencies.percentile(share);
  return {
    status: statusOf(counters, vitals),
    name,
    totalMessages: stats.received,
    errorCount: counters.errors,
    lastErrorTime: endpoint.lastErrorAt,
    lastError: endpoint.lastError,
    batchSize: stats.waiting,
    timeSinceFlush: now - counters.lastDeliveryAt,
    failedLogsCount: failedLogs,
    extrasCacheSize: keyCache.size,
    consecutiveFailures: endpoint.consecutiveFailures,
    buffer: { bytes: stats.bytes, maxBytes: maxBufferBytes, records: stats.waiting + stats.inFlight, groups: stats.groups, restingGroups },
    batches: {
      count,
      averageRecords: count === 0 ? 0 : records / count,
      minRecords,
      maxRecords,
      bytes,
      latencyMs: { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) },
    },
    keyCache,
    security: vitals.security,
    ...(vitals.spool && { spool: vitals.spool }),
    stats,
  };
};

const NEARLY_FULL = 0.95;
const RECENT_MS = 60_000;

const statusOf = ({ lastDropAt }: Counters, vitals: Vitals): HealthStatus['status'] => {
  const { now, spool, restingGroups, endpoint } = vitals;
  if (endpoint.state !== 'closed' || isNearlyFull(vitals)) return 'unhealthy';
  const troubled = endpoint.consecutiveFailures > 0 || endpoint.held || restingGroups > 0 || now - lastDropAt < RECENT_MS;
  return troubled || spool?.state === 'away' ? 'degraded' : 'healthy';
};

/** Memory may well be full where a disk takes what it cannot hold. */
const isNearlyFull = ({ stats, maxBufferBytes, spool }: Vitals): boolean =>
  spool?.state === 'ok' ? spool.bytes >= spool.maxBytes * NEARLY_FULL : stats.bytes >= maxBufferBytes * NEARLY_FULL;
