/**
 * What the spool promises, and what proves it: laws (tests, by their file and the beginning of their title) or measures of the bench.
 * @type {readonly { goal: string, figure: string, laws?: readonly (readonly [file: string, title: RegExp])[], measures?: readonly string[] }[]}
 */
export const goals = [
  {
    goal: 'accepted records lost over 1,000 SIGKILLs, each phase of a chunk hit',
    figure: '0',
    laws: [['test/system/spool-crashes.test.ts', /^(P5 |P4 )/]],
  },
  {
    goal: 'duplicates: same id after a crash, none once removed by id',
    figure: '0',
    laws: [
      ['test/system/spool-crashes.test.ts', /^(P5 |services that end|P4 )/],
      ['test/system/spool-processes.test.ts', /^P1[0235] /],
    ],
  },
  {
    goal: 'single bit flips found, one record lost each; truncation exact',
    figure: '100 %',
    laws: [
      ['test/buffer/spool/segment-reader.test.ts', /^(D8 |D9 )/],
      ['test/buffer/spool/scan-damage.test.ts', /^D9 /],
    ],
  },
  {
    goal: 'unaccounted records: model of the store, 500 storms',
    figure: '0',
    laws: [
      ['test/buffer/spool-model.test.ts', /^/],
      ['test/faults/storm.test.ts', /^/],
    ],
  },
  {
    goal: 'close within its time + 100 ms, all faults of a collector',
    figure: '100 %',
    laws: [['test/faults/close-budget.test.ts', /^close /]],
  },
  {
    goal: '1 GiB backlog, 64 MB heap: ready',
    figure: '<= 200 ms',
    measures: ['spool/start-ready'],
    laws: [['test/system/spool-start.test.ts', /^/]],
  },
  { goal: '1 GiB backlog, 64 MB heap: first chunk on the wire', figure: '<= 1 s', measures: ['spool/start-first'] },
  { goal: 'journal, more for a call of 300 B, p50', figure: '<= 3.5 µs', measures: ['spool/journal-p50/direct', 'spool/journal-p50/pino'] },
  { goal: 'journal, more for a call of 300 B, p99', figure: '<= 40 µs', measures: ['spool/journal-p99/direct', 'spool/journal-p99/pino'] },
  {
    goal: 'journal, a call while the collector is down',
    figure: '<= 1.1 x',
    measures: ['spool/journal-away/direct', 'spool/journal-away/pino'],
  },
  { goal: 'journal, delivered a second, gzip', figure: '>= 0.55 x', measures: ['spool/delivered-journal'] },
  {
    goal: '24 h outage at 50 records/s, 5 MiB: no growth, all counted, <= 3 probes a minute, back in 40 s',
    figure: 'holds',
    laws: [['test/faults/spool-load.test.ts', /^L3 /]],
  },
  { goal: '401 for 24 h inside the quota: lost', figure: '0', laws: [['test/faults/spool-load.test.ts', /^C7 /]] },
];
