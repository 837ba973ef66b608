import type { Outcome } from '../core/outcome.js';

/** Why something rests: it failed, the server asked for it by `Retry-After`, or it waits for somebody to mend a configuration. */
export type RestCause = 'fault' | 'asked' | 'held';

export const restCauseOf = (outcome: Extract<Outcome, { type: 'busy' | 'held' }>): RestCause => {
  if (outcome.type === 'held') return 'held';
  return outcome.retryAfterMs === undefined ? 'fault' : 'asked';
};
