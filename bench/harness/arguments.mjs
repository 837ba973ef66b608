import { parseArgs } from 'node:util';

const QUICK_REPEATS = 2;
const REPEATS = 5;

/** `--only <part of an id>` (may be repeated), `--repeats <n>`, `--quick` (a fifth of the records, two repeats), `--list`, `--to <file>` (writes what was measured there, as JSON). */
export const readArguments = (given) => {
  const { values } = parseArgs({
    args: given,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      repeats: { type: 'string' },
      quick: { type: 'boolean', default: false },
      to: { type: 'string' },
      list: { type: 'boolean', default: false },
    },
  });
  return { ...values, repeats: Number(values.repeats ?? (values.quick ? QUICK_REPEATS : REPEATS)) };
};
