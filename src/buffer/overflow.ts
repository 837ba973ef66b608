export type OverflowPolicy = 'drop-by-level' | 'drop-oldest' | 'drop-newest';

/** What a full or nearly full buffer does with a record that comes: takes it, refuses it, or makes room by giving up the oldest. */
export type OverflowVerdict = 'take' | 'shed-level' | 'refuse' | 'make-room';

/** Debug and trace go from here on, in `drop-by-level`. */
const SHED_DEBUG_FROM = 0.8;
const SHED_INFO_FROM = 0.95;
const HIGHEST_DEBUG = 8;
const HIGHEST_INFO = 12;

/** `fill` is the fuller of bytes and records, 0 to 1; `fits` whether the record has room without giving anything up. */
export const judgeOverflow = (policy: OverflowPolicy, fill: number, severity: number, fits: boolean): OverflowVerdict => {
  if (policy === 'drop-by-level') {
    if (severity <= HIGHEST_DEBUG && fill >= SHED_DEBUG_FROM) return 'shed-level';
    if (severity <= HIGHEST_INFO && fill >= SHED_INFO_FROM) return 'shed-level';
  }
  if (fits) return 'take';
  return policy === 'drop-newest' ? 'refuse' : 'make-room';
};
