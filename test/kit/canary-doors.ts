import { EventEmitter, once } from 'node:events';
import { ServerResponse } from 'node:http';
import { createHandler, type HandlerOptions, pinoContext, sendLogs, winstonContext, withRequestContext } from 'logferry';
import { createDestination, createTransport } from 'logferry/pino';
import { BufferingAsyncTransport } from 'logferry/winston';
import pino, { type DestinationStream } from 'pino';
import winston from 'winston';
import { canaries, secrets } from './canary.js';
import type { Confession } from './canary-records.js';

/** A door that secrets are carried through. */
export type CanaryDoor = {
  /** Logs the confession as record `n`. */
  readonly say: (confession: Confession, n: number) => unknown;
  /** What only this door can be told. */
  readonly more: readonly Saying[];
  /** What somebody may print to see how it does. */
  readonly shown: readonly unknown[];
  readonly handler?: CanaryHandler;
  /** Of a door without a handler to hold: resolves when it was told all, and closed. */
  readonly end?: () => Promise<unknown>;
};

/** In this thread or in a worker: the answers come at once, or by a promise. */
export type CanaryHandler = {
  flush(): Promise<unknown>;
  close(): Promise<unknown>;
  stats(): unknown;
  getHealthStatus(): unknown;
  getFailedLogs(): unknown;
  retryFailed(): unknown;
};

export type Saying = Pick<Confession, 'shows'> & { readonly say: (n: number) => unknown };

type PinoStream = DestinationStream & { readonly handler?: CanaryHandler };

const throughHandler = (options: HandlerOptions): CanaryDoor => {
  const handler = createHandler(options);
  return {
    handler,
    shown: [handler],
    say: ({ message, fields }, n) => handler.handle({ message, fields: { n, ...fields() } }),
    more: [
      { shows: [/token ghp_\*\*\*/], say: (n) => handler.handle({ message: new Error(`token ${secrets.token}`), fields: { n } }) },
      { shows: [/"logger":"svc of n\*\*\*@/], say: (n) => handler.handle({ logger: `svc of ${secrets.email}`, fields: { n } }) },
      {
        shows: [/"password":"\*\*\*"/],
        say: (n) =>
          handler.handle({
            message: 'm',
            get fields() {
              return Object.defineProperty({ n }, 'password', { enumerable: true, get: () => canaries.password });
            },
          }),
      },
      { shows: [/"level":"n\*\*\*@/], say: (n) => handler.handle({ level: secrets.email, message: 'm', fields: { n } }) },
    ],
  };
};

const throughSendLogs = (options: HandlerOptions): CanaryDoor => {
  const told: { readonly message: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  const end = new EventEmitter();
  const records = async function* () {
    yield* told;
    await once(end, 'all told');
  };
  let sent: Promise<unknown> | undefined;
  return {
    shown: [],
    say: ({ message, fields }, n) => {
      told.push({ message, fields: { n, ...fields() } });
      sent ??= Promise.resolve().then(() => sendLogs(records(), options));
    },
    more: [],
    end: () => {
      end.emit('all told');
      return sent ?? Promise.resolve();
    },
  };
};

const throughPino = (stream: PinoStream, takesText = true): CanaryDoor => {
  const serializers = { req: pino.stdSerializers.req, res: pino.stdSerializers.res };
  const logger = pino({ mixin: pinoContext() }, stream);
  const response = new ServerResponse({ method: 'GET' } as never);
  response.setHeader('set-cookie', `sid=${canaries.cookie}; HttpOnly`);
  const request = {
    method: 'GET',
    url: secrets.query,
    headers: { authorization: secrets.bearer, cookie: `sid=${canaries.cookie}` },
    socket: {},
  };
  return {
    ...(stream.handler && { handler: stream.handler }),
    shown: [stream, stream.handler],
    say: ({ message, fields }, n) => logger.info({ n, ...fields() }, message),
    more: [
      {
        shows: [/"sessionToken":"\*\*\*"/],
        say: (n) => logger.child({ sessionToken: canaries.session }).child({ part: 1 }).info({ n }, 'child'),
      },
      { shows: [/of n\*\*\*@company\.com now/], say: (n) => logger.child({}, { msgPrefix: `of ${secrets.email} ` }).info({ n }, 'now') },
      { shows: [/splat ghp_\*\*\* /], say: (n) => logger.info({ n }, 'splat %s %j', secrets.token, { password: canaries.password }) },
      { shows: [/Bearer \*\*\*/], say: (n) => logger.child({ n }).error(new Error(`sent ${secrets.bearer}`)) },
      {
        shows: [/"method":"GET"/, /"set-cookie":"[^"]*\*\*\*"/, /access_token=\*\*\*/],
        say: (n) => logger.child({}, { serializers }).info({ n, req: request, res: response }, 'served'),
      },
      { shows: [/"owner":"n\*\*\*@/], say: (n) => withRequestContext(CONTEXT, () => logger.info({ n }, 'in context')) },
      ...(takesText ? [{ shows: [/\*\*\*@company\.com is no JSON/], say: (n: number) => stream.write(noJson(n)) }] : []),
    ],
  };
};

const noJson = (n: number): string => `{"n":${n}, ${secrets.email} is no JSON, password=${canaries.password}\n`;

const CONTEXT = { owner: secrets.email, password: canaries.password, requestId: `r-${secrets.token}` };

const throughWinston = (transport: winston.transport & { readonly handler: CanaryHandler }): CanaryDoor => {
  const { combine, json, printf, splat } = winston.format;
  const logger = winston.createLogger({ format: combine(splat(), json()), transports: [transport] });
  const inContext = winston.createLogger({ defaultMeta: winstonContext(), transports: [transport] });
  const asText = winston.createLogger({ format: printf(({ message, note }) => `TEXT ${message} ${note}`), transports: [transport] });
  const asOther = winston.createLogger({
    format: printf(({ n, message }) => JSON.stringify({ n, message, pwd: canaries.oddPassword, mail: secrets.email }, null, 2)),
    transports: [transport],
  });
  return {
    handler: transport.handler,
    shown: [transport, transport.handler],
    say: ({ message, fields }, n) => logger.info(message, { n, ...fields() }),
    more: [
      { shows: [/splat ghp_\*\*\* of/], say: (n) => logger.log('info', 'splat %s of %s', secrets.token, secrets.email, { n }) },
      { shows: [/"sessionToken":"\*\*\*"/], say: (n) => logger.child({ sessionToken: canaries.session }).info('child', { n }) },
      {
        shows: [/job of n\*\*\*@company\.com/],
        say: (n) => {
          logger.profile(`job of ${secrets.email}`);
          logger.profile(`job of ${secrets.email}`, { n, level: 'info' });
        },
      },
      { shows: [/Bearer \*\*\*/], say: (n) => logger.error(Object.assign(new Error(`sent ${secrets.bearer}`), { n })) },
      { shows: [/"owner":"n\*\*\*@/], say: (n) => withRequestContext(CONTEXT, () => inContext.info('in context', { n })) },
      { shows: [/ghp_\*\*\*/], say: (n) => asText.info(`text ${secrets.token}`, { n, note: secrets.email, password: canaries.password }) },
      { shows: [/"pwd":"\*\*\*"/], say: (n) => asOther.info('other', { n }) },
      { shows: [/ghp_\*\*\*/], say: (n) => logger.info({ n, message: secrets.token, password: canaries.password } as never) },
    ],
  };
};

export const doors = {
  createHandler: throughHandler,
  sendLogs: throughSendLogs,
  'Pino, createDestination': (options) => throughPino(createDestination(options)),
  'Pino, createTransport': (options) => throughPino(createTransport(options) as unknown as PinoStream),
  'Pino, target': ({ onDiagnostic: _, onDrop: __, ...options }) => ending(pino.transport({ target: 'logferry/pino', options }), true),
  'Pino, one of several targets': ({ onDiagnostic: _, onDrop: __, ...options }) =>
    ending(
      pino.transport<object>({
        targets: [
          { target: 'logferry/pino', options },
          { target: 'pino/file', options: { destination: '/dev/null' } },
        ],
      }),
      false,
    ),
  Winston: (options) => throughWinston(new BufferingAsyncTransport(options)),
  'Winston, worker': (options) => throughWinston(new BufferingAsyncTransport({ ...options, worker: true })),
} satisfies Readonly<Record<string, (options: HandlerOptions) => CanaryDoor>>;

export type CanaryDoorName = keyof typeof doors;

type EndingStream = DestinationStream & { end(): void; once(event: 'close', listener: () => void): unknown };

/** Pino's own stream ends its worker, which closes the engine in it. Of several targets none is handed what is no JSON. */
const ending = (stream: EndingStream, isAlone: boolean): CanaryDoor => ({
  ...throughPino(stream, isAlone),
  shown: [stream],
  end: () =>
    new Promise<void>((resolve) => {
      stream.once('close', resolve);
      stream.end();
    }),
});
