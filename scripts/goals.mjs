/**
 * What the spool and the wash promise, and what proves it: laws (tests, by their file and the beginning of their title) or measures of the bench.
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
  {
    goal: 'secrets found in the open sets, core and hard; harmless inputs altered, of 589',
    figure: '>= 99.5 %, >= 95 %; <= 1',
    laws: [['test/security/corpus.test.ts', / A45 S1 /]],
  },
  {
    goal: 'the same in sets never seen: core, hard, no kind of the core; altered',
    figure: '>= 97 %, >= 90 %, >= 80 %; <= 0.5 %',
    laws: [['test/security/unseen/unseen.test.ts', / A45 /]],
  },
  {
    goal: 'detections that hang on where a secret stands, of 5,000 seeded cases; washing twice',
    figure: '0; as once',
    laws: [['test/security/unseen/metamorphic.test.ts', /^A45 /]],
  },
  { goal: 'injection: every property of every item', figure: '100 %', laws: [['test/security/corpus.test.ts', /^A44 S12 /]] },
  { goal: 'built-in patterns that are vulnerable, or undecided', figure: '0', laws: [['test/security/linear-patterns.test.ts', /^S11 /]] },
  {
    goal: 'hostile texts of 1 MB: the worst; time grows as the text does, also of what a search finds',
    figure: '<= 30 ms; linear',
    laws: [
      ['test/security/hostile/texts.test.ts', /^/],
      ['test/security/hostile/search.test.ts', /^/],
    ],
    measures: ['wash/hostile'],
  },
  {
    goal: 'bytes of a secret anywhere outside: every door, spool, dead letter, error, metric; with faults inside',
    figure: '0',
    laws: [
      ['test/system/security/canary.test.ts', /^/],
      ['test/system/security/canary-kept.test.ts', /^/],
      ['test/security/hostile/faults.test.ts', /^/],
    ],
  },
  {
    goal: 'audit: edits, drops, insertions, swaps and cut tails found',
    figure: '100 %',
    laws: [['test/audit/verify-audit-trail.test.ts', /^/]],
  },
  { goal: 'audit: more for a call, a chain by chunk', figure: '<= 0.3 µs', measures: ['audit/chunk'] },
  {
    goal: 'pseudonyms: the same everywhere; more for a record, made before',
    figure: '<= 0.3 µs',
    laws: [['test/security/masks/pseudonyms.test.ts', /^/]],
    measures: ['wash/pseudonym'],
  },
  { goal: 'wash of a clean line of 300 B, beside JSON.stringify', figure: '<= 1 x', measures: ['wash/clean-line'] },
  { goal: 'wash and JSON.stringify of a clean object of 300 B', figure: '<= 3 x', measures: ['wash/clean-object'] },
  { goal: 'wash of five secrets, as a line and as an object', figure: '<= 5.5 x', measures: ['wash/dirty-line', 'wash/dirty-object'] },
  { goal: 'wash of texts of services', figure: '>= 15 MB/s', measures: ['wash/text'] },
  { goal: "caller's cost, washed: Pino in process", figure: '<= 2.3 x', measures: ['call-cost/pino'] },
  { goal: "caller's cost, washed: Winston", figure: '<= 1.7 x', measures: ['call-cost/winston'] },
  {
    goal: 'delivered a second, washed, of the limit: Pino worker, in process, Winston',
    figure: '>= 0.65, 0.5, 0.4',
    measures: ['delivered/pino-worker-limit', 'delivered/pino-limit', 'delivered/winston-limit'],
  },
];
