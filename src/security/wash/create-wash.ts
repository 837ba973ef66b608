import * as v from 'valibot';
import { wrongOption } from '../../core/wrong-option.js';
import type { LimitsOptions } from '../limits-options.js';
import { limitsOptions, washSchema } from '../options.js';
import type { WashOptions } from '../security-options.js';
import { checkWash } from './check-wash.js';
import { openWash } from './open-wash.js';
import type { Wash } from './wash.js';

/**
 * Makes a wash for use by itself: in a Pino hook or serialiser, a Winston format, or before anything that leaves the process.
 * @throws ConfigurationError when an option is wrong; nothing throws after that.
 */
export const createWash = (options: WashOptions & LimitsOptions = {}): Wash => {
  const result = v.safeParse(schema, options);
  if (!result.success) throw wrongOption(result.issues, { entries: schema.entries, isSecret: () => true });
  const { limits, ...settings } = result.output;
  checkWash(settings);
  const { record, line, header, explain, traces, stats } = openWash(settings, { limits });
  return { record, line, header, explain, traces, stats };
};

const schema = v.strictObject({ ...washSchema.entries, ...limitsOptions }, washSchema.message);
