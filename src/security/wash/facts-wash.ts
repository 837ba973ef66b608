import type { LineFacts } from '../../core/line.js';
import { nameOfSeverity } from '../../core/severity.js';

/**
 * A level may be any text of the caller's, and goes where its line does not: into groups, headers and failed logs. There are few of them, so what was found
 * harmless is remembered. Never throws.
 */
export const createFactsWash = (washText: (text: string) => string): ((facts: LineFacts) => LineFacts) => {
  let harmless = new Set<string>();

  const remember = (level: string): void => {
    if (harmless.size >= MOST_REMEMBERED) harmless = new Set();
    if (level.length <= LONGEST_REMEMBERED) harmless.add(level);
  };

  return (facts) => {
    const { level, severity } = facts;
    if (harmless.has(level)) return facts;
    try {
      const washed = washText(level.slice(0, LONGEST_SEEN));
      if (washed !== level) return { ...facts, level: washed };
      remember(level);
      return facts;
    } catch {
      return { ...facts, level: nameOfSeverity(severity) };
    }
  };
};

const LONGEST_SEEN = 256;
const LONGEST_REMEMBERED = 32;
const MOST_REMEMBERED = 100;
