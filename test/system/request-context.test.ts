import { beforeEach, describe, expect, test } from 'vitest';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { spawnApp } from '../kit/spawn-app.js';

const REQUESTS = 200;

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
  return () => collector.close();
});

/** Each request logs before, between and after its waits; all are under way together. */
const frameworks = {
  Express: `
    import express from 'express';
    const app = express();
    app.get('/:id', (request, response, next) => withRequestContext({ requestId: 'r' + request.params.id, tenant: 't' + (request.params.id % 7) }, next));
    app.get('/:id', async (request, response) => { await serve(Number(request.params.id)); response.end(); });
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address();
    const close = () => server.close();`,
  Fastify: `
    import fastify from 'fastify';
    const app = fastify();
    app.addHook('onRequest', (request, reply, done) => {
      const { id } = request.params;
      withRequestContext({ requestId: 'r' + id, tenant: 't' + (id % 7) }, done);
    });
    app.get('/:id', async (request) => { await serve(Number(request.params.id)); return 'ok'; });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address();
    const close = () => app.close();`,
};

/** Beside ours stands a transport that takes its time, as the console does on a slow terminal. */
const winstonLogger = (worker: string): string => `
  import winston from 'winston';
  import Transport from 'winston-transport';
  import 'logferry/winston';
  class Slow extends Transport { log(info, callback) { setTimeout(callback, 1); } }
  const ours = new winston.transports.BufferingAsync({ url: process.env.COLLECTOR_URL, ${worker} });
  const logger = winston.createLogger({ defaultMeta: winstonContext(), transports: [new Slow(), ours] });
  const child = logger.child({ part: 'child' });
  const ways = [(id) => logger.info('m', { id }), (id) => logger.info({ message: 'm', id }), (id) => logger.log('info', 'm', { id }), (id) => child.info('m', { id })];`;

const pinoLogger = (stream: string): string => `
  import pino from 'pino';
  import { createDestination } from 'logferry/pino';
  const options = { url: process.env.COLLECTOR_URL };
  const logger = pino({ mixin: pinoContext() }, ${stream});
  const child = logger.child({ part: 'child' });
  const ways = [(id) => logger.info({ id }, 'm'), (id) => logger.info({ id, msg: 'm' }), (id) => child.info({ id }, 'm')];`;

const loggers = [
  ['Winston', winstonLogger('')],
  ['Winston, worker', winstonLogger('worker: true')],
  ['Pino', pinoLogger('createDestination(options)')],
  ['Pino, worker', pinoLogger("pino.transport({ target: 'logferry/pino', options })")],
] as const;

describe.each(Object.entries(frameworks))('%s', (_framework, framework) => {
  test.each(loggers)(`R2 ${REQUESTS} requests at once, %s: every line carries the context of its own request`, async (_logger, logger) => {
    await using app = await spawnApp(
      {
        code: `
          import { pinoContext, winstonContext, withRequestContext } from 'logferry';
          ${logger}
          const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
          const serve = async (id) => {
            for (const log of ways) {
              log(id);
              await pause((id * 7) % 11);
            }
          };
          ${framework}
          await Promise.all(Array.from({ length: ${REQUESTS} }, (_, id) => fetch('http://127.0.0.1:' + port + '/' + id).then((answer) => answer.text())));
          await close();
          console.log(ways.length);`,
      },
      { env: { COLLECTOR_URL: collector.url } },
    );
    expect([await app.exit(), app.stderr]).toEqual([{ code: 0, signal: null }, []]);
    const lines = collector.records as readonly { id: number; requestId: string; tenant: string }[];
    expect(lines).toHaveLength(REQUESTS * Number(app.stdout[0]));
    expect(lines.filter(({ id, requestId, tenant }) => requestId !== `r${id}` || tenant !== `t${id % 7}`)).toEqual([]);
  });
});

test('B27 Fastify starts the flush timer when it is ready and has everything delivered when it closes', async () => {
  await using app = await spawnApp(
    {
      code: `
        import fastify from 'fastify';
        import { shutdown, startFlushTimer } from 'logferry';
        import { createTransport } from 'logferry/pino';
        const stream = createTransport({ url: process.env.COLLECTOR_URL, flushIntervalMs: 3_600_000 });
        const app = fastify({ logger: { stream } });
        app.addHook('onReady', async () => void startFlushTimer(3600));
        app.addHook('onClose', async () => console.log(JSON.stringify(await shutdown())));
        app.get('/', async (request) => { request.log.info({ id: 1 }, 'mine'); return 'ok'; });
        await app.inject('/');
        await app.close();`,
    },
    { env: { COLLECTOR_URL: collector.url } },
  );
  expect([await app.exit(), app.stderr]).toEqual([{ code: 0, signal: null }, []]);
  expect(collector.records).toContainEqual(expect.objectContaining({ msg: 'mine', id: 1, reqId: 'req-1' }));
  expect(JSON.parse(app.stdout[0] ?? '{}')).toMatchObject({ left: 0 });
});
