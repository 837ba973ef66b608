import { ratioOf, spreadOf } from '../harness/statistics.mjs';
import { pluck, show } from './samples.mjs';

/** What the wash costs, in processor time. */
const records = { program: 'wash', count: 15, limitMs: 300_000 };

const besideStringify = ({ id, title, kind, work, atMost }) => ({
  id: `wash/${id}`,
  title: `wash, ${title}`,
  target: { atMost, unit: 'x JSON.stringify' },
  runs: { ours: records },
  value: ({ ours }) => ratioOf(pluck(ours, `${kind} ${work}`), pluck(ours, `${kind} stringify`)),
  beside: ({ ours }) =>
    `${show(ours, `${kind} ${work}`)} ns, JSON.stringify ${show(ours, `${kind} stringify`)}; ${show(ours, `${kind} bytes`)} bytes a record`,
});

const text = {
  id: 'wash/text',
  title: 'wash, texts of services, each the message of a line',
  target: { atLeast: 15, unit: 'MB/s' },
  runs: { ours: records },
  value: ({ ours }) => spreadOf(ours.map((sample) => (sample['text length'] / sample['text line']) * 1000)),
  beside: ({ ours }) => `${show(ours, 'text length')} bytes a text, ${show(ours, 'text line')} ns`,
};

const hostile = {
  id: 'wash/hostile',
  title: 'wash, the worst of the hostile texts of 1 MB',
  target: { atMost: 30, unit: 'ms' },
  runs: { ours: { program: 'wash-hostile', count: 5, limitMs: 300_000 } },
  value: ({ ours }) => spreadOf(pluck(ours, 'worstMs')),
  beside: ({ ours }) =>
    `${ours.map(({ worst }) => worst).join(', ')}; of ${show(ours, 'kinds')} kinds, median ${show(ours, 'medianMs', 1)} ms`,
};

const pseudonym = {
  id: 'wash/pseudonym',
  title: 'wash, a pseudonym made before, beyond a fixed text',
  target: { atMost: 0.3, unit: 'µs' },
  runs: { ours: { program: 'wash-pseudonym', count: 200 } },
  value: ({ ours }) => spreadOf(pluck(ours, 'addedNs').map((ns) => ns / 1000)),
  beside: ({ ours }) => `a record with it ${show(ours, 'pseudonymNs')} ns, with a fixed text ${show(ours, 'fixedNs')}`,
};

const audit = ({ chain, atMost }) => ({
  id: `audit/${chain}`,
  title: `audit: what a chain by ${chain} adds to a call, direct`,
  target: { atMost, unit: 'µs' },
  runs: { ours: { program: 'audit', count: 200_000 } },
  value: ({ ours }) => spreadOf(pluck(ours, `${chain}Ns`).map((ns) => ns / 1000)),
  beside: ({ ours }) =>
    `ns of processor time: without ${show(ours, 'noneNs')} a call; added in all, the checkpoint's turn included, ${show(ours, `${chain}AllNs`)}`,
});

export const washMeasures = [
  ...[
    { id: 'clean-line', title: 'clean line', kind: 'clean', work: 'line', atMost: 1 },
    { id: 'known-line', title: 'clean line, all its texts seen before', kind: 'known', work: 'line' },
    { id: 'clean-object', title: 'clean object, and JSON.stringify of the copy', kind: 'clean', work: 'object', atMost: 3 },
    { id: 'dirty-line', title: 'line with five secrets', kind: 'dirty', work: 'line', atMost: 5.5 },
    { id: 'dirty-object', title: 'object with five secrets, and JSON.stringify of the copy', kind: 'dirty', work: 'object', atMost: 5.5 },
    { id: 'http-line', title: "line of pino-http, the client's address in it", kind: 'http', work: 'line' },
    { id: 'http-object', title: 'the same as an object, and JSON.stringify of the copy', kind: 'http', work: 'object' },
  ].map(besideStringify),
  text,
  hostile,
  pseudonym,
  audit({ chain: 'chunk', atMost: 0.3 }),
  audit({ chain: 'record' }),
];
