import { createFields, createRandom, messageOf } from './records.mjs';

/**
 * What the wash is given: lines as Pino writes them, each kind in a few shapes, 20,000 of each. That is far more texts than the wash
 * remembers, so that only what comes again in an app (routes, host names, user agents) is known to it here. The same on every run.
 */
const COUNT = 20_000;
const TIME_MS = 1_795_000_000_000;

const below = createRandom(4);
const pick = (list) => list[below(list.length)];
const from = (alphabet, length) => Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
const hex = (length) => from('0123456789abcdef', length);
const digits = (length) => from('0123456789', length);
const base62 = (length) => from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', length);
const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
const publicIp = () => `${pick([24, 62, 81, 93, 151, 185])}.${below(256)}.${below(256)}.${1 + below(254)}`;
const ownIp = () => `10.${below(256)}.${below(256)}.${1 + below(254)}`;
const name = () => pick(['alice', 'bo.berg', 'chen', 'dana', 'emre.k', 'fatou', 'goran', 'hana']) + below(10_000);

const head = (seq) => ({ level: 30, time: TIME_MS + 7 * seq, pid: 4711, hostname: 'orders-7d9f8b6c5-x2x4z' });

const each = (shapes) => Array.from({ length: COUNT }, (_, seq) => shapes[seq % shapes.length](seq));

const requestFields = createFields();

/** About 300 bytes, and nothing in them to be masked. */
export const cleanRecords = () =>
  each([
    (seq) => ({ ...head(seq), ...requestFields(seq), msg: messageOf(seq) }),
    (seq) => ({
      ...head(seq),
      name: 'scheduler',
      job: { id: uuid(), queue: pick(['mail', 'invoices', 'thumbnails']), attempt: 1 + below(3), waitedMs: below(90_000) / 10 },
      items: [below(1000), below(1000), below(1000)],
      isRetry: below(2) === 0,
      worker: `worker-${below(64)}`,
      next: null,
      at: new Date(TIME_MS + below(1e9)).toISOString(),
      msg: `job finished after ${below(5000)} ms, ${below(40)} left in the queue`,
    }),
    (seq) => ({
      ...head(seq),
      component: 'db',
      query: `select id, total from orders where customer_id = $1 and state = $2 order by id limit ${1 + below(100)}`,
      rows: below(100),
      ms: below(4000) / 100,
      traceId: hex(32),
      spanId: hex(16),
      pool: { size: 10, idle: below(10), waiting: 0 },
      msg: `query ${seq} done`,
    }),
    (seq) => ({
      ...head(seq),
      service: 'checkout',
      order: { number: `A-${digits(6)}`, lines: below(12), total: below(100_000) / 100, currency: 'EUR' },
      stock: { warehouse: pick(['north', 'south', 'harbour']), reserved: below(12), missing: 0 },
      feature: `checkout-v${below(4)}`,
      durationMs: below(900),
      msg: `order placed, shelf ${from('ABCDEFGH', 2)}${below(900)}, picked up in ${below(60)} minutes`,
    }),
  ]).map((record) => ({ record }));

/** Five secrets each, in keys and in text; made up here, so that none stands in a file. */
export const dirtyRecords = () =>
  each([
    (seq) => {
      const secrets = [`${name()}@`, base62(14), base62(40), cardNumber(), base62(36)];
      const [local, password, bearer, card, token] = secrets;
      return {
        secrets,
        record: {
          ...head(seq),
          user: { id: below(1e6), email: `${local}company.example`, password },
          headers: { authorization: `Bearer ${bearer}`, accept: 'application/json' },
          note: `paid with ${card}, shelf ${below(100)}`,
          status: 201,
          ms: below(9000) / 100,
          msg: `pushed by gh${'p_'}${token} to main`,
        },
      };
    },
    (seq) => {
      const secrets = [base62(18), base62(24), `${name()}@`, hex(32), base62(20)];
      const [password, secret, local, sid, session] = secrets;
      return {
        secrets,
        record: {
          ...head(seq),
          url: `/login?next=%2Fhome&access_token=${secret}&page=${below(9)}`,
          dsn: `postgres://orders:${password}@db.internal:5432/orders`,
          cookie: `theme=dark; sid=${sid}; lang=sv`,
          sessionToken: session,
          requestId: uuid(),
          attempt: below(5),
          msg: `mail to ${local}shop.example bounced`,
        },
      };
    },
  ]);

const AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'curl/8.5.0',
];

/** As pino-http writes them: one thing to mask, the address of a client. */
export const httpRecords = () =>
  each([
    (seq) => {
      const address = publicIp();
      return {
        secrets: [address],
        record: {
          ...head(seq),
          req: {
            id: seq,
            method: pick(['GET', 'POST']),
            url: `/api/v1/orders/${digits(6)}`,
            query: {},
            params: {},
            headers: {
              host: 'api.company.example',
              'user-agent': pick(AGENTS),
              accept: 'application/json, text/plain, */*',
              'accept-encoding': 'gzip, deflate, br',
              connection: 'keep-alive',
            },
            remoteAddress: address,
            remotePort: 32_768 + below(28_000),
          },
          res: { statusCode: pick([200, 200, 201, 404]), headers: { 'content-type': 'application/json', 'content-length': below(9000) } },
          responseTime: below(900),
          msg: 'request completed',
        },
      };
    },
  ]);

/** One text of a service's log each, as its message: the kinds that loghub collects, made up here. */
export const textRecords = () =>
  each([
    () =>
      `${day()} ${clock()},${digits(3)} INFO datanode.BlockReceiver: Receiving block blk_-${digits(19)} src: /${ownIp()}:${port()} dest: /${ownIp()}:50010 of size ${below(67_108_864)}`,
    () =>
      `Apr 18 ${clock()} gate-${below(9)} sshd[${port()}]: Failed password for invalid user ${name()} from ${publicIp()} port ${port()} ssh2`,
    () =>
      `[Sun Apr 18 ${clock()} 2031] [error] [client ${publicIp()}] File does not exist: /srv/www/html/${pick(['scripts', 'images', 'cgi-bin'])}/${hex(6)}.php`,
    () =>
      `31/04/18 ${clock()} INFO executor.Executor: Finished task ${below(90)}.0 in stage ${below(40)}.0 (TID ${below(9000)}). ${below(9999)} bytes result sent to driver`,
    () =>
      `api.log ${day()} ${clock()}.${digits(3)} ${port()} INFO compute.wsgi.server [req-${uuid()} ${hex(32)} ${hex(32)} - - -] ${ownIp()} "GET /v2/${hex(32)}/servers/detail HTTP/1.1" status: 200 len: ${below(9000)} time: 0.${digits(7)}`,
    () =>
      `04-18 ${clock()}.${digits(3)}  ${below(9000)}  ${below(9000)} D WindowManager: freezing display, token = AppWindow{${hex(7)} u0 com.company.orders/.MainActivity t${below(999)}}, allDrawn= false, visible= true`,
    () =>
      `${day()} ${clock()},${digits(3)} - WARN  [SendWorker:18897892${digits(4)}:QuorumCnxManager$SendWorker@${below(900)}] - Interrupted while waiting for message on queue`,
    () =>
      `${day()} ${clock()}, Info                  CBS    Loaded stack v6.1.7601.${port()} from C:\\Windows\\WinSxS\\amd64_stack_${hex(16)}_6.1.7601.${port()}_none_${hex(16)}\\cbscore.dll`,
    () =>
      `- 19${digits(8)} ${day()} R0${below(9)}-M1-N${below(9)}-C:J12-U11 RAS KERNEL INFO ${below(90)} floating point alignment exceptions, core ${below(9999)} generated`,
    () =>
      `[04.18 ${clock()}] browser.exe *64 - proxy.campus.example:5070 close, ${below(9999)} bytes sent, ${below(99_999)} bytes received, lifetime 00:0${below(9)}`,
  ]).map((msg) => ({ record: { level: 30, time: TIME_MS, msg } }));

const day = () => `2031-04-${10 + below(20)}`;
const clock = () => `${10 + below(14)}:${10 + below(50)}:${10 + below(50)}`;
const port = () => 10_000 + below(50_000);

/** Sixteen digits of a Visa card, the last by Luhn (ISO/IEC 7812-1). */
const cardNumber = () => {
  const payload = `4${digits(14)}`;
  const sum = [...payload].reduce((total, digit, at) => total + (at % 2 === 0 ? doubled(Number(digit)) : Number(digit)), 0);
  return `${payload}${(10 - (sum % 10)) % 10}`;
};

const doubled = (digit) => (digit > 4 ? 2 * digit - 9 : 2 * digit);
