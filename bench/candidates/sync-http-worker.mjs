import { workerData } from 'node:worker_threads';
import { Pool } from 'undici';

const { url, state, port } = workerData;
const pool = new Pool(url, { connections: 1 });

port.on('message', async (body) => {
  const { body: answer } = await pool.request({ path: '/', method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body });
  await answer.dump();
  Atomics.store(state, 0, 1);
  Atomics.notify(state, 0);
});
