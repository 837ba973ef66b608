import http from 'node:http';
import { answers } from './answers.mjs';
import { tally } from './tally.mjs';

/**
 * The receiving end, a process of its own. While records come it only keeps bodies and the moment of the last one;
 * bodies are opened and counted when the parent asks, so that nobody's format or compression is paid for on the clock.
 */
const { answer, delayMs } = JSON.parse(process.argv[2]);
const { status, headers = {}, body = '' } = answers[answer];

let bodies = [];
let firstAtMs = 0;
let lastAtMs = 0;

const take = (request, response) => {
  firstAtMs ||= nowMs();
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    bodies.push({ pieces, encoding: request.headers['content-encoding'] });
    lastAtMs = nowMs();
    if (delayMs === 0) reply(response);
    else setTimeout(reply, delayMs, response);
  });
};

const reply = (response) => {
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  response.end(body);
};

const nowMs = () => performance.timeOrigin + performance.now();

const orders = {
  quietForMs: () => nowMs() - lastAtMs,
  reset: () => {
    bodies = [];
    firstAtMs = 0;
    lastAtMs = 0;
    return true;
  },
  report: () => ({ ...tally(bodies), firstAtMs, lastAtMs }),
};

const server = http.createServer({ keepAliveTimeout: 60_000 }, take);
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.on('message', ({ id, order }) => process.send({ id, value: orders[order]() }));
process.on('disconnect', () => process.exit());
