import { pinoInWorker } from '../loggers.mjs';

/** Burst protection (10,000 records in 5 s) and the bound of its queue are off, or it loses most of a burst. */
export const open = ({ url }) =>
  pinoInWorker('@logtail/pino', {
    sourceToken: 'bench',
    options: { endpoint: url, batchInterval: 50, syncMax: 8, syncQueuedMax: -1, burstProtectionMax: 0, captureStackContext: false },
  });
