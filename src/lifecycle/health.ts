import { isMainThread } from 'node:worker_threads';
import type { HealthStatus } from '../core/handler.js';
import { liveHandlers } from './registry.js';
import { threadSwitchboard } from './switchboard.js';

/** The health of a whole process. */
export type ProcessHealth = {
  /** The worst of all handlers'; `degraded` at least while an engine in a worker thread does not answer. Without a handler: `healthy`. */
  readonly status: HealthStatus['status'];
  readonly handlers: readonly HealthStatus[];
  /** Engines in worker threads that did not answer within a second. */
  readonly silent: number;
};

/** The health of every live handler of this process, those in worker threads included. Never rejects. */
export const getHealthStatus = async (): Promise<ProcessHealth> => {
  const here = liveHandlers().map((handler) => handler.getHealthStatus());
  const there = isMainThread
    ? await threadSwitchboard().ask({ verb: 'health', timeoutMs: ANSWER_TIMEOUT_MS })
    : { answers: [], silent: 0, held: 0 };
  return assessAll([...here, ...there.answers], there.silent);
};

const ANSWER_TIMEOUT_MS = 1000;

export const assessAll = (handlers: readonly HealthStatus[], silent: number): ProcessHealth => {
  const ranks = [...handlers.map(({ status }) => STATUSES.indexOf(status)), silent > 0 ? DEGRADED : 0];
  return { status: STATUSES[Math.max(...ranks)] ?? 'healthy', handlers, silent };
};

const STATUSES: readonly HealthStatus['status'][] = ['healthy', 'degraded', 'unhealthy'];
const DEGRADED = 1;
