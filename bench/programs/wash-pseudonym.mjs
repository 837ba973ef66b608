import { createWash } from 'logferry/security';
import { median } from '../harness/statistics.mjs';
import { cpuNs } from './cpu-time.mjs';
import { finish, run } from './measured.mjs';

/** What a pseudonym takes that was made before, beyond a mask that is a fixed text: the same records through both washes in turn. */
const PEOPLE = 500;
const TIMES = 10;
const WARM_UP_ROUNDS = 20;

const pseudonym = { key: Buffer.alloc(32, 'made up for the bench'), keyId: 'k1' };
const washes = {
  pseudonym: createWash({ kinds: { email: 'hash' }, pseudonym }),
  fixed: createWash({ kinds: { email: 'full' } }),
};
const records = Array.from({ length: PEOPLE }, (_, person) => ({ level: 30, email: `person.${person}@company.example`, msg: 'signed in' }));
let written = 0;

const through = ({ record }) => {
  for (let time = 0; time < TIMES; time += 1) for (const each of records) written += record(each).email.length;
};

const round = () => Object.fromEntries(Object.entries(washes).map(([name, wash]) => [name, cpuNs(() => through(wash)) / (TIMES * PEOPLE)]));

for (let warm = 0; warm < WARM_UP_ROUNDS; warm += 1) round();
const rounds = Array.from({ length: run.count }, round);

await finish({
  pseudonymNs: median(rounds.map((each) => each.pseudonym)),
  fixedNs: median(rounds.map(({ fixed }) => fixed)),
  addedNs: median(rounds.map((each) => each.pseudonym - each.fixed)),
  written,
});
