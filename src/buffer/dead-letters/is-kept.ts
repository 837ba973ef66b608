import type { DropReason } from '../../core/events.js';

/** Whether a record given up for this reason becomes a dead letter. What came after `close`, or could not be written down or read, never does. */
export const isKept = (keep: 'refused' | 'all', reason: DropReason): boolean =>
  FAULTS_OF_THE_RECORD.has(reason) || (keep === 'all' && POLICY.has(reason));

/** The record was to blame, and nobody else will deliver it. */
const FAULTS_OF_THE_RECORD: ReadonlySet<DropReason> = new Set<DropReason>(['refused', 'too-large', 'unkeyed', 'rejected']);

/** There was no room for it, or no time. */
const POLICY: ReadonlySet<DropReason> = new Set<DropReason>(['evicted', 'full', 'level', 'expired', 'abandoned', 'too-many-groups']);
