import { EXOTIC } from './exotic-values.js';
import { PROXIES } from './proxy-values.js';
import { SHAPES } from './shape-values.js';
import { TRAPS } from './trap-values.js';

/** A value made to break whoever looks at it. Made anew for each use: some change while they are read. */
export type HostileValue = readonly [name: string, make: () => unknown];

/** Stands in every error that a hostile value throws: it must be nowhere in what comes out. */
export { CANARY } from './trap-values.js';

export const HOSTILE_VALUES: readonly HostileValue[] = [...TRAPS, ...PROXIES, ...SHAPES, ...EXOTIC];
