import * as v from 'valibot';
import { type Limits, limitsOptions } from '../../src/security/options.js';

/** The defaults, with what a test wants otherwise. */
export const limitsWith = (changed: Partial<Limits> = {}): Limits => ({ ...v.parse(limitsOptions.limits, {}), ...changed });
