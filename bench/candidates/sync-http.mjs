import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { pinoOver } from './loggers.mjs';

/** The synchronous way over HTTP: one POST a record, the caller held until its answer. Node has none; a worker and Atomics make it. */
export const open = ({ url }) => {
  const state = new Int32Array(new SharedArrayBuffer(4));
  const { port1: port, port2 } = new MessageChannel();
  const worker = new Worker(new URL('./sync-http-worker.mjs', import.meta.url), {
    workerData: { url, state, port: port2 },
    transferList: [port2],
  });
  worker.unref();
  const write = (line) => {
    Atomics.store(state, 0, 0);
    port.postMessage(line);
    Atomics.wait(state, 0, 0);
    receiveMessageOnPort(port);
  };
  return pinoOver({ write });
};
