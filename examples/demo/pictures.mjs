// What the demo shows of each chapter.
import { addsUp } from './books.mjs';
import { bar, bold, cyan, dim, green, number, red, row, say, wrap, yellow } from './screen.mjs';

export const showStage = (url) => {
  console.log(`\n ${bold('logferry')} ${dim(`on Node ${process.version}; everything runs on this machine`)}\n`);
  say(`a web shop     ┌─ ${bold('access')}   Winston, in process ──┐`);
  say(`3 tenants    ──┼─ ${bold('orders')}   Pino, in process ─────┼─ HTTP ─► local collector`);
  say(`100 orders/s   └─ ${bold('audit')}    Pino, worker thread ──┘          ${dim(url.replace('http://', ''))}`);
};

export const showOneRecord = (requests) => {
  const { headers, records, bytes, rawBytes } = requests.find(({ path, headers }) => path === '/access' && headers['x-tenant'] === 'acme');
  const [record] = records;
  say(`${dim('request')}   runWithContext({ tenant, requestId }, () => serve(request))`);
  say(`${dim('call')}      logger.info({ message: '${record.message}', n: ${record.n}, id: ${record.id} })`);
  const [line, ...more] = wrap(JSON.stringify(record), 68);
  say(`${dim('line')}      ${line}`);
  for (const rest of more) say(`          ${rest}`);
  say(`${dim('key')}       { tenant: '${record.tenant}', level: '${record.level}' }`);
  say(`${dim('headers')}   ${cyan(`X-Tenant: ${headers['x-tenant']}`)}   ${cyan(`X-Level: ${headers['x-level']}`)}`);
  say(`${dim('batch')}     one POST with ${records.length} records of this group: ${number(rawBytes)} bytes, ${number(bytes)} with gzip`);
};

const GROUP_WIDTHS = [8, 34, -8, -8, -8];

export const showGroups = (requests) => {
  const groups = new Map();
  for (const request of requests) {
    const label = JSON.stringify([request.path.slice(1), headersOf(request)]);
    groups.set(label, [...(groups.get(label) ?? []), request]);
  }
  say(dim(row(['logger', 'headers', 'records', 'batches', 'gzip to'], GROUP_WIDTHS)));
  for (const [label, own] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [name, headers] = JSON.parse(label);
    const share = `${Math.round((100 * sum(own, 'bytes')) / sum(own, 'rawBytes'))} %`;
    say(row([name, headers, number(sum(own, 'acceptedCount')), own.length, share], GROUP_WIDTHS));
  }
  say(bold(row([groups.size, 'groups', number(sum(requests, 'acceptedCount')), requests.length, ''], GROUP_WIDTHS)));
};

const headersOf = ({ headers }) =>
  ['X-Tenant', 'X-Level', 'X-Region']
    .flatMap((name) => (headers[name.toLowerCase()] ? [`${name}: ${headers[name.toLowerCase()]}`] : []))
    .join('  ');

const sum = (items, name) => items.reduce((total, item) => total + item[name], 0);

const STEP_WIDTHS = [-6, -7, -8, -6, 17, 9, 14];
const WAITING = 4;
const HEALTH = 5;
const BAR_WIDTH = 10;
const MOST_WAITING = 1000;

export const showOutageHead = () => {
  say(dim('served, answer: orders so far, and the shop’s median time for one'));
  say(dim(row(['', 'served', 'answer', 'POSTs', ' waiting', 'health', 'collector'], STEP_WIDTHS)));
};

const HEALTH_COLOURS = { healthy: green, degraded: yellow, unhealthy: red };

export const showOutageStep = ({ atMs, served, medianMs, tries, waiting, status, state }) => {
  const counts = row([`${(atMs / 1000).toFixed(1)} s`, number(served), `${medianMs.toFixed(1)} ms`, tries], STEP_WIDTHS);
  const waits = ` ${bar(waiting, MOST_WAITING, BAR_WIDTH)} ${waiting}`.padEnd(STEP_WIDTHS[WAITING]);
  say(`${counts} ${yellow(waits)} ${HEALTH_COLOURS[status](status.padEnd(STEP_WIDTHS[HEALTH]))} ${dim(state)}`);
};

/** Each kind once: the three handlers tell the same story. */
export const showNotices = (notices) => {
  say();
  say(dim('what the app heard through onDiagnostic:'));
  const codes = new Set();
  for (const { code, severity, message, handler } of notices) {
    if (codes.has(code)) continue;
    codes.add(code);
    say(`${handler.padEnd(8)}${(severity === 'info' ? green : yellow)(code.padEnd(20))}${message}`);
  }
};

const BOOK_WIDTHS = [8, -8, -10, -8, -12, -8, -6, -9];

export const showBooks = (accounts) => {
  say(dim(row(['logger', 'logged', 'delivered', 'dropped', 'collector', 'missing', 'twice', 'misfiled'], BOOK_WIDTHS)));
  for (const account of [...accounts, totalOf(accounts)]) {
    const { name, logged, stats, dropped, held, missing, twice, misfiled } = account;
    const text = row([name, number(logged), number(stats.delivered), dropped, number(held), missing, twice, misfiled], BOOK_WIDTHS);
    say(name === 'total' ? bold(text) : text);
  }
  const late = accounts.reduce((total, { outOfOrder }) => total + outOfOrder, 0);
  say();
  if (accounts.every(addsUp)) {
    say(green('✔ every record arrived once, in the order of its group,'));
    say(green('  under the headers of its own tenant, with the id of its own request'));
  } else say(red(`✘ the books do not add up; out of order: ${late}`));
};

const totalOf = (accounts) => {
  const of = (name) => sum(accounts, name);
  const delivered = accounts.reduce((total, { stats }) => total + stats.delivered, 0);
  return {
    name: 'total',
    logged: of('logged'),
    stats: { delivered },
    dropped: of('dropped'),
    held: of('held'),
    missing: of('missing'),
    twice: of('twice'),
    misfiled: of('misfiled'),
  };
};
