import type { Engine } from '../../src/core/engine.js';
import type { LineFacts } from '../../src/core/line.js';
import type { Admission } from '../../src/core/record.js';

export type Taken = { readonly line?: string; readonly fields?: Readonly<Record<string, unknown>>; readonly facts: LineFacts };

/** An engine that only writes down what a door handed over. */
export const createRecordingIntake = ({ takesText = false, recordBytes = 256 * 1024, admission = 'accepted' as Admission } = {}) => {
  const taken: Taken[] = [];
  const intake: Omit<Engine, 'handler'> = {
    takesText,
    recordBytes,
    acceptLine: (line, facts) => {
      taken.push({ line, facts });
      return admission;
    },
    acceptClosed: (line, facts) => {
      taken.push({ line, facts });
      return admission;
    },
    acceptRecord: (fields, facts) => {
      taken.push({ fields, facts });
      return admission;
    },
  };
  return { ...intake, taken };
};
