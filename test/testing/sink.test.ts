import { Writable } from 'node:stream';
import pino from 'pino';
import { expect, test, vi } from 'vitest';
import winston from 'winston';
import Transport from 'winston-transport';
import { attachSink, type Sent } from '../../src/testing/index.js';

const DIVERT = Symbol.for('logferry.divert');

/** Keeps the engine's side of the bargain: takes lines, and hands them over, in groups of two, to whoever diverts them, or else to the network. */
const handMadeHandler = () => {
  const network: Sent[] = [];
  const receivers: ((sent: Sent) => void)[] = [];
  const waiting: string[] = [];
  return {
    network,
    accept: (line: string) => waiting.push(line.trimEnd()),
    flush: async () => {
      while (waiting.length > 0) {
        const sent = { group: '"t1"', key: 't1', headers: { 'x-tenant': 't1' }, lines: waiting.splice(0, 2) };
        if (receivers.length === 0) network.push(sent);
        for (const receive of receivers) receive(sent);
      }
      return { delivered: 0, spooled: 0, dropped: 0, left: 0 };
    },
    [DIVERT]: (receive: (sent: Sent) => void) => {
      receivers.push(receive);
      return () => void receivers.splice(receivers.indexOf(receive), 1);
    },
  };
};

type HandMadeHandler = ReturnType<typeof handMadeHandler>;

class HandMadeTransport extends Transport {
  readonly handler: HandMadeHandler;
  constructor(handler: HandMadeHandler) {
    super();
    this.handler = handler;
  }
  override log(info: object, done: () => void): void {
    this.handler.accept(JSON.stringify(info));
    done();
  }
}

const destination = (handler: HandMadeHandler) => ({ handler, write: (line: string) => void handler.accept(line) });
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
const bare = { base: null, timestamp: false } as const;

const loggers: readonly { logger: string; make: (handler: HandMadeHandler) => { info(message: string): unknown } }[] = [
  { logger: 'a Winston logger', make: (handler) => winston.createLogger({ transports: [new HandMadeTransport(handler)] }) },
  {
    logger: 'a Winston child logger',
    make: (handler) => winston.createLogger({ transports: [new HandMadeTransport(handler)] }).child({ a: 1 }),
  },
  {
    logger: 'a Winston logger with other transports',
    make: (handler) =>
      winston.createLogger({ transports: [new winston.transports.Stream({ stream: nowhere }), new HandMadeTransport(handler)] }),
  },
  { logger: 'a Pino logger', make: (handler) => pino(bare, destination(handler)) },
  { logger: 'a Pino child logger', make: (handler) => pino(bare, destination(handler)).child({ a: 1 }).child({ b: 2 }) },
  {
    logger: 'a Pino logger over multistream',
    make: (handler) => pino(bare, pino.multistream([{ stream: nowhere }, { stream: destination(handler) }])),
  },
];

test.each(loggers)('K36 a sink attached to $logger gets what would have been sent, and the network nothing', async ({ make }) => {
  const handler = handMadeHandler();
  const logger = make(handler);
  const sink = attachSink(logger);
  for (const message of ['one', 'two', 'three']) logger.info(message);
  await sink.flush();
  const messages = sink.records.map((record) => Reflect.get(record as object, 'message') ?? Reflect.get(record as object, 'msg'));
  expect(messages).toEqual(['one', 'two', 'three']);
  expect(sink.requests.map(({ headers, lines }) => [headers['x-tenant'], lines.length])).toEqual([
    ['t1', 2],
    ['t1', 1],
  ]);
  expect(sink.lines).toEqual(sink.requests.flatMap(({ lines }) => lines));
  expect(handler.network).toEqual([]);
});

test('a transport, a destination and a handler will do as well', () => {
  for (const wrap of [(handler: HandMadeHandler) => new HandMadeTransport(handler), destination, (handler: HandMadeHandler) => handler]) {
    expect(() => attachSink(wrap(handMadeHandler()))).not.toThrow();
  }
});

test('a detached sink gets nothing more, and the network the rest', async () => {
  const handler = handMadeHandler();
  const logger = pino(bare, destination(handler));
  const sink = attachSink(logger);
  logger.info('diverted');
  await sink.flush();
  sink.detach();
  sink.detach();
  logger.info('sent');
  await handler.flush();
  expect(sink.records).toEqual([{ level: 30, msg: 'diverted' }]);
  expect(handler.network.map(({ lines }) => lines)).toEqual([['{"level":30,"msg":"sent"}']]);
});

test('leaving the scope of "using" detaches', async () => {
  const handler = handMadeHandler();
  {
    using sink = attachSink(handler);
    expect(sink.requests).toEqual([]);
  }
  handler.accept('{}');
  await handler.flush();
  expect(handler.network).toHaveLength(1);
});

test('clear forgets, and lines that are not JSON are records as they stand', async () => {
  const handler = handMadeHandler();
  const sink = attachSink(handler);
  handler.accept('{"n":1}');
  await sink.flush();
  sink.clear();
  handler.accept('plain');
  await sink.flush();
  expect(sink.records).toEqual(['plain']);
});

test('two transports of one logger fill one sink; one transport met twice fills it once', async () => {
  const [one, other] = [handMadeHandler(), handMadeHandler()];
  const logger = winston.createLogger({
    transports: [new HandMadeTransport(one), new HandMadeTransport(other), new HandMadeTransport(one)],
  });
  const sink = attachSink(logger);
  one.accept('{"from":"one"}');
  other.accept('{"from":"other"}');
  await sink.flush();
  expect(sink.records).toEqual([{ from: 'one' }, { from: 'other' }]);
});

test.each([
  { what: 'undefined', logger: undefined },
  { what: 'an object (DerivedLogger)', logger: winston.createLogger({ transports: [new winston.transports.Stream({ stream: nowhere })] }) },
  { what: 'an object (Pino)', logger: pino(bare, nowhere) },
])('$what without logferry is refused with the cure', ({ what, logger }) => {
  expect(() => attachSink(logger)).toThrow(`"logger" is ${what} without logferry in this process; give a Winston logger`);
});

test('a handler that fails to flush does not go unnoticed', async () => {
  const handler = { ...handMadeHandler(), flush: vi.fn().mockRejectedValue(new Error('no')) };
  await expect(attachSink(handler).flush()).rejects.toThrow('no');
});
