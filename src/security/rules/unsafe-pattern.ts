import { lettersOf } from './letters.js';
import { createMachine } from './machine.js';
import { parsePattern } from './parse-pattern.js';
import { findWorstText } from './worst-text.js';

/** What is wrong with a pattern: which part, and why. */
export type PatternFault = { readonly part: string; readonly why: string };

/**
 * Why a pattern may not be tried on texts that others write: on some it would take time that grows faster than they do, or nobody can
 * tell. Two questions are put to it. Can a search be made to take more than `SEARCH_ATTEMPTS` steps for each character? And is there
 * more than one way through it, doubling and doubling (`(a+)+`), though nothing behind it makes the engine try them yet?
 */
export const patternFault = (pattern: RegExp): PatternFault | undefined => {
  const { source, flags } = pattern;
  if (flags.includes('v')) return { part: 'v', why: 'is a flag that cannot be checked: use u' };
  const machine = createMachine(parsePattern(source, flags.includes('u')), flags.includes('m'));
  if (machine.fault !== undefined) return machine.fault;
  const letters = lettersOf(machine.sources, flags);
  const worst =
    findWorstText({ machine, letters, isSearch: false, mostAttempts: DOUBLED_ATTEMPTS, longestText: DOUBLED_LENGTH }) ??
    findWorstText({ machine, letters, isSearch: true, mostAttempts: SEARCH_ATTEMPTS, longestText: Number.POSITIVE_INFINITY });
  return worst === undefined ? undefined : { part: worst.part || source, why: reason(worst.text) };
};

/** A window of 4 KiB then takes a million steps at most: a few milliseconds. */
const SEARCH_ATTEMPTS = 256;
/** Nothing that grows with the square of so short a text comes to so many. */
const DOUBLED_ATTEMPTS = 1000;
const DOUBLED_LENGTH = 32;

const reason = (text: string): string =>
  `can be tried in too many ways on a text like ${JSON.stringify(text.slice(0, LONGEST_SAMPLE))}…: bound the repeat ({1,64}), begin it ` +
  'with something that it does not take itself (\\b, a literal), and let what follows differ from it';

const LONGEST_SAMPLE = 24;
