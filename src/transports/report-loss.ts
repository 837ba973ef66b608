import type { Diagnostic } from '../core/handler.js';
import { safely } from '../core/safely.js';

export type Loss = {
  readonly handler: string;
  readonly error: unknown;
  readonly onDiagnostic: ((diagnostic: Diagnostic) => void) | undefined;
};

/** A worker is gone. To Pino and Winston an `error` event would mean the end of the app; it is told to `onDiagnostic` instead. */
export const reportLoss = ({ handler, error, onDiagnostic }: Loss): void => {
  const message = `the worker of handler ${handler} ended: ${error instanceof Error ? error.message : String(error)}`;
  safely(onDiagnostic)({ code: 'worker-lost', severity: 'error', message, count: 1, handler });
};
