import { Agent } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Collector, type FailurePlan, startCollector } from '../../src/testing/index.js';
import { certificate } from '../kit/certificate.js';
import { ndjson, type PostOptions, type PostResult, post } from '../kit/post.js';
import { until } from '../kit/until.js';

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(() => collector.close());

/** Posts, and leaves as soon as the collector has the request. */
const postAndLeave = async (options: PostOptions): Promise<PostResult> => {
  const leaving = new AbortController();
  const result = post(collector.url, { ...options, signal: leaving.signal });
  await until(() => collector.inFlight.now === 1);
  leaving.abort();
  return result;
};

const a = { n: 1 };
const b = { n: 2 };
const c = { n: 3 };
const isB = (record: unknown): boolean => (record as { n: number }).n === 2;

describe('which plan a request meets', () => {
  test('plans are met in order, each once, then all is well', async () => {
    collector.fail({ status: 503 }, { status: 429 });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await post(collector.url, ndjson([{ n }]))).status);
    expect(statuses).toEqual([503, 429, 200]);
    expect(collector.requests.map(({ status }) => status)).toEqual([503, 429, 200]);
    expect(collector.records).toEqual([{ n: 2 }]);
  });

  test('a plan holds for as many requests as it says, and Infinity until it heals', async () => {
    collector.fail({ status: 500, times: 2 }, { status: 502, times: Number.POSITIVE_INFINITY });
    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await post(collector.url)).status);
    collector.heal();
    statuses.push((await post(collector.url)).status);
    expect(statuses).toEqual([500, 500, 502, 502, 502, 200]);
  });

  test('two requests at once do not meet a plan for one', async () => {
    collector.fail({ refuseRecord: isB });
    const results = await Promise.all([post(collector.url, ndjson([b])), post(collector.url, ndjson([b]))]);
    expect(results.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  test('a plan is only for the requests it names', async () => {
    collector.fail({ status: 401, times: 9, when: ({ headers, path }) => headers['x-tenant'] === 'sick' && path === '/in' });
    const sick = { ...ndjson([a], { 'X-Tenant': 'sick' }), path: '/in' };
    const well = { ...ndjson([b], { 'X-Tenant': 'well' }), path: '/in' };
    expect([(await post(collector.url, sick)).status, (await post(collector.url, well)).status]).toEqual([401, 200]);
  });

  test('a plan that does not fit the content leaves the request to the next', async () => {
    collector.fail({ tooLarge: { maxRecords: 2 } }, { refuseRecord: isB }, { status: 503 });
    expect((await post(collector.url, ndjson([a]))).status).toBe(503);
    expect((await post(collector.url, ndjson([a, b]))).status).toBe(400);
    expect((await post(collector.url, ndjson([a, b, c]))).status).toBe(413);
  });

  test.each([0, -1, 1.5, Number.NaN])('times: %s is refused with the cure', (times) => {
    expect(() => collector.fail({ status: 503, times })).toThrow(`"times" is ${times}; give a whole number from 1 up, or Infinity`);
  });

  test('a predicate that throws is answered 500 and hurts nothing else', async () => {
    const when = (): boolean => {
      throw new Error('oops');
    };
    collector.fail({ status: 503, when });
    expect(await post(collector.url, ndjson([a]))).toMatchObject({ status: 500, text: 'the collector failed: Error: oops' });
    expect(collector.requests).toMatchObject([{ status: 500, accepted: [] }]);
  });
});

describe('what a plan does', () => {
  test('status: with its headers and body, nothing taken', async () => {
    collector.fail({ status: 503, headers: { 'retry-after': '7' }, body: 'later' });
    expect(await post(collector.url, ndjson([a]))).toMatchObject({ status: 503, headers: { 'retry-after': '7' }, text: 'later' });
    expect(collector.requests[0]).toMatchObject({ status: 503, records: [a], accepted: [] });
  });

  test('status 2xx: taken', async () => {
    collector.fail({ status: 204 });
    expect(await post(collector.url, ndjson([a]))).toMatchObject({ status: 204, text: '' });
    expect(collector.records).toEqual([a]);
  });

  test('delayMs: late, and good', async () => {
    collector.fail({ delayMs: 60 });
    const before = performance.now();
    expect(await post(collector.url, ndjson([a]))).toMatchObject({ status: 200 });
    expect(performance.now() - before).toBeGreaterThanOrEqual(59);
  });

  test('delayMs with another failure: late, and bad', async () => {
    collector.fail({ delayMs: 60, status: 500 });
    const before = performance.now();
    expect(await post(collector.url, ndjson([a]))).toMatchObject({ status: 500 });
    expect(performance.now() - before).toBeGreaterThanOrEqual(59);
  });

  test('delayMs: from a client that does not wait nothing is taken', async () => {
    collector.fail({ delayMs: 10_000 });
    expect(await postAndLeave(ndjson([a]))).toEqual({ error: 'ABORT_ERR' });
    await until(() => collector.requests.length === 1);
    expect(collector.requests[0]).toMatchObject({ records: [a], accepted: [], status: undefined });
  });

  test('hang: read, and never answered', async () => {
    collector.fail({ hang: true });
    expect(await postAndLeave(ndjson([a]))).toEqual({ error: 'ABORT_ERR' });
    expect(collector.requests[0]).toMatchObject({ records: [a], accepted: [], status: undefined });
  });

  test('redirect: to there, with 307 or as said', async () => {
    collector.fail({ redirect: 'http://elsewhere.example/' }, { redirect: '/in', status: 302 });
    expect(await post(collector.url, ndjson([a]))).toMatchObject({ status: 307, headers: { location: 'http://elsewhere.example/' } });
    expect(await post(collector.url, ndjson([a]))).toMatchObject({ status: 302, headers: { location: '/in' } });
    expect(collector.records).toEqual([]);
  });

  test('tooLarge: 413 above so many bytes, after decompression', async () => {
    const { body } = ndjson([a, b]);
    collector.fail({ tooLarge: { maxBytes: body.length - 1 }, times: Number.POSITIVE_INFINITY });
    expect(await post(collector.url, ndjson([a, b]))).toMatchObject({ status: 413 });
    expect(await post(collector.url, ndjson([a]))).toMatchObject({ status: 200 });
    expect(collector.records).toEqual([a]);
  });

  test('refuseRecord: one poisons the whole request', async () => {
    collector.fail({ refuseRecord: isB, status: 422, times: Number.POSITIVE_INFINITY });
    expect(await post(collector.url, ndjson([a, b, c]))).toMatchObject({ status: 422 });
    expect(await post(collector.url, ndjson([a, c]))).toMatchObject({ status: 200 });
    expect(collector.records).toEqual([a, c]);
  });

  test('partial: takes the good and names the bad', async () => {
    collector.fail({ partial: { refuse: isB } });
    const { status, text = '' } = await post(collector.url, ndjson([a, b, c]));
    expect([status, JSON.parse(text)]).toEqual([200, { accepted: 2, rejected: [{ index: 1, status: 400 }] }]);
    expect(collector.records).toEqual([a, c]);
    expect(collector.requests[0]).toMatchObject({ records: [a, b, c], accepted: [a, c], acceptedCount: 2 });
  });

  test('partial: in the words of any collector', async () => {
    const answer = (rejected: readonly number[], total: number): string => `${rejected} of ${total}`;
    collector.fail({ partial: { refuse: (_record, index) => index === 0, status: 207, answer } });
    expect(await post(collector.url, ndjson([a, b]))).toMatchObject({ status: 207, text: '0 of 2' });
    expect(collector.records).toEqual([b]);
  });

  test('closeConnection: a good answer, then a new connection is needed', async () => {
    const agent = new Agent({ keepAlive: true });
    collector.fail({ closeConnection: true });
    expect(await post(collector.url, { ...ndjson([a]), agent })).toMatchObject({ status: 200, headers: { connection: 'close' } });
    expect(await post(collector.url, { ...ndjson([b]), agent })).toMatchObject({ status: 200, headers: { connection: 'keep-alive' } });
    agent.destroy();
    expect([collector.connections.total, collector.records]).toEqual([2, [a, b]]);
  });
});

describe.each([{ scheme: 'http' }, { scheme: 'https', tls: certificate }])('resets over $scheme', ({ tls }) => {
  beforeEach(async () => {
    await collector.close();
    collector = await startCollector(tls === undefined ? {} : { tls });
  });
  const send = () => post(collector.url, { ...ndjson([a]), ca: certificate.cert });

  test.each([
    { reset: 'before-read', seen: [], taken: [] },
    { reset: 'mid-request', seen: [], taken: [] },
    { reset: 'before-response', seen: [a], taken: [] },
    { reset: 'after-accept', seen: [a], taken: [a] },
  ] as const)('$reset: no answer; read: $seen, taken: $taken', async ({ reset, seen, taken }) => {
    collector.fail({ reset });
    expect(await send()).toEqual({ error: 'ECONNRESET' });
    expect(collector.requests).toMatchObject([{ records: seen, accepted: taken, status: undefined }]);
    expect(collector.records).toEqual(taken);
    expect(await send()).toMatchObject({ status: 200 });
  });

  test('mid-response: a 200 whose body breaks off; taken', async () => {
    collector.fail({ reset: 'mid-response' });
    const { status, text, error } = await send();
    expect([status, text?.length, error]).toEqual([200, 512, 'ECONNRESET']);
    expect(collector.records).toEqual([a]);
  });

  test('mid-request: in the middle of a large body', async () => {
    collector.fail({ reset: 'mid-request' });
    const body = `${JSON.stringify({ text: 'x'.repeat(8 * 1024 * 1024) })}\n`;
    const { error } = await post(collector.url, { body, ca: certificate.cert });
    expect(['ECONNRESET', 'EPIPE']).toContain(error);
    expect(collector.requests).toMatchObject([{ bytes: 0, status: undefined }]);
  });
});

describe('trickle', () => {
  const drip = (part: 'headers' | 'body'): FailurePlan => ({ trickle: { bytesPerSecond: 400, part, bytes: 20 } });

  test('headers: an answer that takes its time', async () => {
    collector.fail(drip('headers'));
    const before = performance.now();
    expect(await post(collector.url, ndjson([a]))).toMatchObject({ status: 200, text: '' });
    expect(performance.now() - before).toBeGreaterThanOrEqual(100);
    expect(collector.records).toEqual([a]);
  });

  test('headers: to a client that leaves, no answer was given', async () => {
    collector.fail({ trickle: { bytesPerSecond: 5, part: 'headers' } });
    expect(await postAndLeave(ndjson([a]))).toEqual({ error: 'ABORT_ERR' });
    await until(() => collector.requests.length === 1);
    expect(collector.requests[0]).toMatchObject({ accepted: [], status: undefined });
  });

  test('body: the status at once, the rest in drops', async () => {
    collector.fail(drip('body'));
    const before = performance.now();
    const answer = post(collector.url, ndjson([a]));
    await until(() => collector.records.length === 1);
    expect(await answer).toMatchObject({ status: 200, text: ' '.repeat(20) });
    expect(performance.now() - before).toBeGreaterThanOrEqual(40);
  });
});

test('a request that its client breaks off is known, and nothing of it taken', async () => {
  expect(await postAndLeave({ headers: { 'content-length': '1000' }, body: '{"n":1}\n' })).toEqual({ error: 'ABORT_ERR' });
  await until(() => collector.requests.length === 1);
  expect(collector.requests[0]).toMatchObject({ records: [], accepted: [], status: undefined });
});
