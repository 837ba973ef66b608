import { isDigit } from './ascii.js';
import { areWordsBefore, type Verdict } from './words-before.js';

/** Whether the dotted number from `at` to `end` is a version or a section: a word says so, or nothing says that so small numbers are an address. */
export const isVersion = (text: string, at: number, end: number): boolean =>
  areWordsBefore(text, at, judge) || (end - at <= LONGEST_SMALL && SMALL.test(text.slice(at, end)) && !isUsedAsAddress(text, at, end));

const judge = (word: string): Verdict => {
  if (VERSION_WORDS.has(word)) return 'yes';
  return LINKING_WORDS.has(word) || isDigit(word.charCodeAt(0)) ? 'go on' : 'no';
};

/** `version 1.2.3.4`, `upgraded from 1.2.3.4 to 1.2.3.5`, `section 4.5.3.1` */
const VERSION_WORDS: ReadonlySet<string> = new Set(
  (
    'version versions ver vers v build builds release releases released rev revision firmware fw driver kernel bios semver productversion fileversion ' +
    'appversion assembly package patch hotfix upgrade upgraded upgrading downgrade downgraded downgrading ' +
    'section sections sec chapter clause figure fig appendix paragraph rfc oid'
  ).split(' '),
);

const LINKING_WORDS: ReadonlySet<string> = new Set(
  'from to is was number no and or of in the new old current latest installed file'.split(' '),
);

/** One address in sixty thousand has only numbers below sixteen; most versions and sections have. */
const LONGEST_SMALL = 11;
const SMALL = /^(?:(?:\d|1[0-5])(?:\.|$)){4}$/;

const isUsedAsAddress = (text: string, at: number, end: number): boolean =>
  USED_BEFORE.test(text.slice(Math.max(0, at - USE_REACH), at)) ||
  USED_BEHIND.test(text.slice(end, end + USE_REACH)) ||
  end - at === text.length;

const USE_REACH = 16;
/** Written as a value, or behind a word that speaks of machines. */
const USED_BEFORE =
  /(?:[="'`([{<,:;@/|] ?|(?<![a-z])(?:ips?|addr|address|from|to|by|via|hosts?|clients?|peer|remote|server|dns|src|dst|source|ping|gateway|resolver|login|connect\w{0,9}) )$/i;
/** A port, a prefix length, an access log. */
const USED_BEHIND = /^(?::\d|\/\d| - )/;
