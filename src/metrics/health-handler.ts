import type { HealthStatus } from '../core/handler.js';

/** What an HTTP health handler needs of a response: Node's own, Express's and Fastify's raw one all have it. */
export type HealthResponse = { writeHead(status: number, headers: Readonly<Record<string, string>>): unknown; end(body: string): unknown };

/** What has a health status: a handler, a transport's `handler`, a Pino destination's `handler`. */
export type HealthSource = { getHealthStatus(): HealthStatus };

/**
 * Makes a handler for `/healthz`: answers 200 while the handler is healthy or degraded and 503 when it is unhealthy, with the
 * health status as JSON. Works with `node:http`, Express and, given `reply.raw`, Fastify.
 */
export const createHealthHandler =
  (source: HealthSource) =>
  (_request: unknown, response: HealthResponse): void => {
    const health = source.getHealthStatus();
    response.writeHead(health.status === 'unhealthy' ? 503 : 200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(health));
  };
