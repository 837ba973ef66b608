export type { AuditKey, AuditOptions } from './audit/audit-options.js';
export type { DeadLettersOptions } from './buffer/dead-letters/dead-letters-options.js';
export type { EncryptionKey, SpoolOptions } from './buffer/spool/spool-options.js';
export { type PinoMixin, pinoContext } from './context/pino-context.js';
export { type RequestContext, requestContext, withRequestContext } from './context/request-context.js';
export { type ContextValues, captureContext, getContext, runWithContext } from './context/scope.js';
export { winstonContext } from './context/winston-context.js';
export {
  ConfigurationError,
  type ErrorCategory,
  type ErrorInit,
  type ErrorLayer,
  type ErrorSeverity,
  LogferryError,
} from './core/errors.js';
export type { DropReason } from './core/events.js';
export type { Group, Key } from './core/group.js';
export type {
  AcceptedOptions,
  BatchSizes,
  BufferingAsyncHandler,
  CacheStats,
  Diagnostic,
  DropNotice,
  FailedLog,
  FlushOptions,
  FlushResult,
  HandlerEvents,
  HealthStatus,
  SecurityStats,
  SpoolHealth,
  Stats,
} from './core/handler.js';
export type { Admission, LogRecord, RecordInput } from './core/record.js';
export type { CollectorFallback, ConsoleFallback, FallbackOptions, FileFallback } from './delivery/fallback/fallback-options.js';
export type { AggregatorKey, AggregatorKeyFunction, KeyTemplates } from './grouping/aggregator-key.js';
export type { HeaderTemplates, RequestHeaders, RequestHeadersFunction, RequestInfo } from './grouping/header-rules.js';
export type { ModuleRef } from './grouping/load-function.js';
export { createHandler } from './handler.js';
export type { HandlerOptions, SecurityOptions } from './handler-options.js';
export { flushAll } from './lifecycle/flush-all.js';
export { type FlushTimer, type FlushTimerOptions, startFlushTimer } from './lifecycle/flush-timer.js';
export { getHealthStatus, type ProcessHealth } from './lifecycle/health.js';
export { shutdown } from './lifecycle/shutdown.js';
export { installShutdownHooks, type ShutdownHookOptions } from './lifecycle/signal-hooks.js';
export { createHealthHandler, type HealthResponse, type HealthSource } from './metrics/health-handler.js';
export { sendLogs } from './transports/send-logs.js';
