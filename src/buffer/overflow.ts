export type OverflowPolicy = 'drop-by-level' | 'drop-oldest' | 'drop-newest' | 'block';

/** Debug and trace go from here on, in `drop-by-level`: below it no policy sheds anything. */
export const SHED_DEBUG_FROM = 0.8;
const SHED_INFO_FROM = 0.95;
const HIGHEST_DEBUG = 8;
const HIGHEST_INFO = 12;

/** Whether a record is refused for its level while there is room yet. `fill`: how full the buffer is by bytes or records, 0 to 1. */
export const isShed = (policy: OverflowPolicy, fill: number, severity: number): boolean =>
  policy === 'drop-by-level' &&
  ((fill >= SHED_DEBUG_FROM && severity <= HIGHEST_DEBUG) || (fill >= SHED_INFO_FROM && severity <= HIGHEST_INFO));

/** Whether the oldest give way to a record that finds no room. */
export const givesUpOldest = (policy: OverflowPolicy): boolean => policy === 'drop-by-level' || policy === 'drop-oldest';
