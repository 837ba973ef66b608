import { createWash } from 'logferry/security';
import { median } from '../harness/statistics.mjs';
import { cpuNs } from './cpu-time.mjs';
import { finish, run } from './measured.mjs';
import { cleanRecords, dirtyRecords, httpRecords, textRecords } from './wash-records.mjs';

/**
 * What the wash takes of the processor for a record, beside JSON.stringify of the same record, all kinds of records in one process. A round
 * goes through all of them in pieces: the piece's lines are made, as they are in an app the moment before; then each work has the piece,
 * another one first each time. A round is so long that each work's share of the garbage is collected in it.
 */
const PIECE = 500;
const KNOWN = 64;
const CHECKED = 500;
const WARM_UP_ROUNDS = 2;

const clean = cleanRecords();
const KINDS = {
  clean,
  known: clean.map((_, at) => clean[at % KNOWN]),
  dirty: dirtyRecords(),
  http: httpRecords(),
  text: textRecords(),
};

/** Of two washes, so that neither knows the texts from the other. */
const [lines, objects] = [createWash(), createWash()];
/** What comes out is made use of. */
let written = 0;

const WORKS = {
  stringify: ({ record }) => {
    written += JSON.stringify(record).length;
  },
  line: ({ line }) => {
    written += lines.line(line).length;
  },
  object: ({ record }) => {
    written += JSON.stringify(objects.record(record)).length;
  },
};

/** A wash that masks nothing would be fast: that all there is to mask is masked, and nothing else, is seen to before. */
const check = ({ record, secrets }) => {
  const line = JSON.stringify(record);
  for (const washed of [lines.line(line), JSON.stringify(objects.record(record))]) {
    const isRight = secrets === undefined ? washed === line : secrets.every((secret) => !washed.includes(secret));
    if (!isRight) throw new Error(`washed wrongly: ${line} became ${washed}`);
  }
};

/** Nanoseconds a record, each work's over all records of a kind. */
const roundOf = (kind) => {
  const names = Object.keys(WORKS);
  const spent = Object.fromEntries(names.map((name) => [name, 0]));
  const all = KINDS[kind];
  for (let from = 0; from < all.length; from += PIECE) {
    const piece = all.slice(from, from + PIECE).map(({ record }) => ({ record, line: JSON.stringify(record) }));
    names.push(names.shift());
    for (const name of names) spent[name] += cpuNs(() => piece.forEach(WORKS[name]));
  }
  return Object.fromEntries(names.map((name) => [`${kind} ${name}`, spent[name] / all.length]));
};

const round = () => Object.assign({}, ...Object.keys(KINDS).map(roundOf));

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

for (const kind of ['clean', 'dirty', 'http']) KINDS[kind].slice(0, CHECKED).forEach(check);
for (let warm = 0; warm < WARM_UP_ROUNDS; warm += 1) round();
const rounds = Array.from({ length: run.count }, round);

await finish({
  ...Object.fromEntries(Object.keys(rounds[0]).map((name) => [name, median(rounds.map((each) => each[name]))])),
  ...Object.fromEntries(
    Object.entries(KINDS).map(([kind, all]) => [`${kind} bytes`, mean(all.map(({ record }) => JSON.stringify(record).length))]),
  ),
  'text length': mean(KINDS.text.map(({ record }) => record.msg.length)),
  written,
});
