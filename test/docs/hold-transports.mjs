// Loaded before each sample: holds its Pino transports as an app that lives would. thread-stream ends a transport that the garbage
// collector finds, unread lines and all, and a sample is over before its first line is read.
import pino from 'pino';

const held = [];
const { transport } = pino;
pino.transport = (...given) => {
  const made = transport(...given);
  held.push(made);
  return made;
};
process.on('exit', () => held);
