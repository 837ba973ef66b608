import { once } from 'node:events';
import type { FailurePlan, PartialPlan, ResetPlan, StatusPlan } from './failure-plan.js';
import type { Fate } from './fate.js';
import { trickle } from './trickle.js';

/** What a plan does to a request. */
export const fateOf = (plan: FailurePlan | undefined): Fate => {
  if (plan === undefined) return take({});
  if ('hang' in plan) return (_exchange, _body, settle) => settle('none');
  if ('reset' in plan) return RESETS[plan.reset];
  if ('trickle' in plan) return trickle(plan.trickle);
  if ('tooLarge' in plan) return refuse({ status: 413 });
  if ('partial' in plan) return takePart(plan.partial);
  if ('refuseRecord' in plan) return refuse({ status: plan.status ?? 400 });
  if ('redirect' in plan) return refuse({ status: plan.status ?? 307, headers: { location: plan.redirect } });
  if ('status' in plan) return plan.status >= 200 && plan.status < 300 ? take(plan) : refuse(plan);
  return take('closeConnection' in plan ? { headers: { connection: 'close' } } : {});
};

/** Plans that act before the request is read. */
export const isBlind = (plan: FailurePlan | undefined): boolean =>
  plan !== undefined && 'reset' in plan && (plan.reset === 'before-read' || plan.reset === 'mid-request');

const take =
  ({ status = 200, headers, body: text }: Partial<StatusPlan>): Fate =>
  (exchange, body, settle) => {
    if (body.type === 'unreadable') return refuse({ status: body.refusal.status, body: body.refusal.reason })(exchange, body, settle);
    settle('all', status);
    exchange.answer(status, { headers, body: text });
  };

const refuse =
  ({ status, headers, body: text }: StatusPlan): Fate =>
  (exchange, _body, settle) => {
    settle('none', status);
    exchange.answer(status, { headers, body: text });
  };

const takePart =
  ({ refuse: isRefused, status = 200, answer = listOfRejected }: PartialPlan['partial']): Fate =>
  (exchange, { records }, settle) => {
    const rejected: number[] = [];
    const taken: number[] = [];
    for (const [index, record] of records.entries()) (isRefused(record, index) ? rejected : taken).push(index);
    settle(taken, status);
    exchange.answer(status, { headers: { 'content-type': 'application/json' }, body: answer(rejected, records.length) });
  };

const listOfRejected = (rejected: readonly number[], total: number): string =>
  JSON.stringify({ accepted: total - rejected.length, rejected: rejected.map((index) => ({ index, status: 400 })) });

/** Of an answer that breaks off: so many bytes are promised, half of them come. */
const PROMISED_BYTES = 1024;

const RESETS: Readonly<Record<ResetPlan['reset'], Fate>> = {
  'before-read': (exchange, _body, settle) => {
    settle('none');
    exchange.reset();
  },
  'mid-request': async (exchange, _body, settle) => {
    if (!exchange.incoming.readableEnded) await once(exchange.incoming, 'readable').catch(() => undefined);
    settle('none');
    exchange.reset();
  },
  'before-response': (exchange, _body, settle) => {
    settle('none');
    exchange.reset();
  },
  'mid-response': (exchange, _body, settle) => {
    settle('all', 200);
    exchange.outgoing.writeHead(200, { 'content-length': PROMISED_BYTES });
    exchange.outgoing.write(' '.repeat(PROMISED_BYTES / 2), () => exchange.reset());
  },
  'after-accept': (exchange, _body, settle) => {
    settle('all');
    exchange.reset();
  },
};
