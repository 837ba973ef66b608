import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { questionsTo } from './ask.mjs';

const server = fileURLToPath(new URL('../collector/server.mjs', import.meta.url));

/**
 * @param {{ answer: string, delayMs?: number, refuses?: boolean }} options `refuses`: a port where nobody listens
 */
export const startCollector = async ({ answer, delayMs = 0, refuses = false }) => {
  if (refuses) return absent(await freePort());
  const child = fork(server, [JSON.stringify({ answer, delayMs })]);
  const [{ url }] = await once(child, 'message');
  const ask = questionsTo(child);
  return { url, ask, stop: () => child.kill('SIGKILL') };
};

const absent = (port) => ({
  url: `http://127.0.0.1:${port}`,
  ask: async (order) => (order === 'quietForMs' ? Number.POSITIVE_INFINITY : {}),
  stop: () => {},
});

const freePort = async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
};
