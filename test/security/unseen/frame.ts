import type { Draw } from './draw.js';
import type { Positive, Tier } from './item.js';

/** What a family of positives says about one text, before it is put into the shape of a log record. */
export type Sentence = {
  readonly kind: string;
  readonly tier?: Tier;
  readonly text: string;
  readonly secrets: readonly string[];
  readonly keep?: readonly string[];
  readonly vendor?: string;
  readonly shown?: string;
};

/** Puts a sentence where real ones stand: alone, in a message, an error with its stack, an array, deep in a context, in JSON within a string. */
export const frame = (draw: Draw, sentence: Sentence): Positive => {
  const { text, tier = 'core', ...rest } = sentence;
  if (draw.below(100) < 40) return { ...rest, tier, text };
  const shapes = isPlain(text) ? [...SHAPES, inJson] : SHAPES;
  return { ...rest, tier, record: draw.pick(shapes)(text, draw) };
};

/** Nothing in it needs an escape in JSON, which would take its secrets apart. */
const isPlain = (text: string): boolean => !/[\\"\p{C}]/u.test(text);

type Shape = (text: string, draw: Draw) => Readonly<Record<string, unknown>>;

const inJson: Shape = (text) => ({ level: 'trace', message: 'queue message', raw: JSON.stringify({ v: 2, note: text, tags: ['a'] }) });

const SHAPES: readonly Shape[] = [
  (text) => ({ level: 'warn', message: text, timestamp: '2026-02-11T08:30:12.004Z', service: 'ledger' }),
  (text, draw) => ({ level: 40, time: 1_770_000_000_000 + draw.below(1e9), pid: 4711, hostname: 'edge-07', msg: text }),
  (text) => ({ name: 'mailer', hostname: 'n1', pid: 8, level: 30, msg: text, time: '2026-02-11T08:30:12.004Z', v: 0 }),
  (text) => ({
    level: 50,
    msg: 'job crashed',
    err: { type: 'TypeError', message: text, stack: `TypeError: ${text}\n    at run (file:///opt/w/job.js:31:7)` },
  }),
  (text) => ({
    level: 'info',
    message: 'saga',
    context: {
      tenant: 'blue',
      steps: [
        { at: 3, detail: 'begin' },
        { at: 9, detail: text },
      ],
    },
  }),
  (text) => ({ msg: 'called', args: [17, null, text, true], took_ms: 12.75 }),
  (text) => ({
    '@timestamp': '2026-02-11T08:30:12.004Z',
    'log.level': 'error',
    message: 'relay',
    'event.original': text,
    'ecs.version': '8.11',
  }),
  (text) => ({ severity: 'NOTICE', jsonPayload: { lines: ['opening', text, 'closing'] }, labels: { zone: 'eu-2b' } }),
];
