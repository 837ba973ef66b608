import { createKeyClassifier } from '../../../src/security/keys/classify-key.js';
import type { Detector, Finding } from '../../../src/security/scan/finding.js';
import { createNamedSecrets } from '../../../src/security/scan/named-secrets.js';

export const classify = createKeyClassifier({});

/** All that find secrets by their names. */
export const NAMED_FINDERS: readonly Detector[] = Object.values(createNamedSecrets(classify)).flat();

/** What the detectors note of a text, in order; a piece outside the text or an empty one is a fault of its own. */
export const findWith = (detectors: readonly Detector[], text: string, isCut = false): readonly Finding[] => {
  const findings: Finding[] = [];
  const note: Parameters<Detector>[0]['note'] = (kind, start, end, shown = 0) => {
    if (!(start >= 0 && end > start && end <= text.length)) throw new Error(`no piece of the text: ${kind} ${start} ${end}`);
    findings.push({ kind, start, end, shown });
  };
  for (const detect of detectors) detect({ text, isCut, isStrict: false, wants: () => true, note });
  return findings.sort((a, b) => a.start - b.start || b.end - a.end);
};

/** The text with `***` in place of each finding, as the default mask does. */
export const washNamed = (text: string, isCut = false): string => {
  let washed = '';
  let at = 0;
  for (const { start, end } of findWith(NAMED_FINDERS, text, isCut)) {
    if (start >= at) washed += `${text.slice(at, start)}***`;
    at = Math.max(at, end);
  }
  return washed + text.slice(at);
};

/** Rows show the secret as `#`, so that no file holds a name with its secret. */
export const withSecret = (row: string, secret: string): string => row.replaceAll('#', secret);
