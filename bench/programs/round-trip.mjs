import { gzipSync } from 'node:zlib';
import { Pool } from 'undici';
import { percentile } from '../harness/statistics.mjs';
import { fieldsOf, finish, run } from './measured.mjs';
import { messageOf } from './records.mjs';

/** One connection, one request at a time, bodies made before: what a chunk's way there and back takes. */
const RECORDS_PER_BODY = 1000;
const WARM_UP_TRIPS = 5;

const lines = Array.from({ length: RECORDS_PER_BODY }, (_, seq) =>
  JSON.stringify({ level: 30, time: Date.now(), ...fieldsOf(seq), msg: messageOf(seq) }),
);
const body = gzipSync(lines.join('\n'), { level: 1 });
const pool = new Pool(run.url, { connections: 1 });

const trip = async () => {
  const start = performance.now();
  const answer = await pool.request({ path: '/', method: 'POST', headers: { 'content-encoding': 'gzip' }, body });
  await answer.body.dump();
  return performance.now() - start;
};

const trips = [];
while (trips.length < WARM_UP_TRIPS + run.count) trips.push(await trip());
await finish({ roundTripMs: percentile(trips.slice(WARM_UP_TRIPS), 0.5) });
