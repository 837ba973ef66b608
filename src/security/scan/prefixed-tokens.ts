import { ALPHANUMERIC, CAPITALS, classOf, runEnd, WORD } from './alphabet.js';
import { isAlphanumeric } from './ascii.js';
import { opensToken } from './borders.js';
import type { Detector, Sight } from './finding.js';
import { isVaried, looksRandom } from './randomness.js';
import { readVendors, type Vendor } from './vendor-table.js';

/**
 * Finds the tokens of `vendor-table.ts`. The first two characters of each word are looked up in a table, so that five prefixes cost as much as
 * five hundred.
 */
export const findPrefixedTokens: Detector = (sight) => {
  const { text } = sight;
  if (!sight.wants('token')) return;
  if (SHELVES.length === 0) fillShelves();
  if (known.length > 0) forgetRuns();
  const last = text.length - LEAST_CUT_CHARS;
  let isBehindWord = false;
  let hiddenTo = 0;
  let now = text.charCodeAt(0);
  for (let at = 0; at <= last; at += 1) {
    const next = text.charCodeAt(at + 1);
    const place = isBehindWord ? 0 : placeOf(now, next);
    // Where no escape may end, a word begins only where no letter or digit stands in front, which is known without a look back.
    if (beginsEscape(now)) hiddenTo = at + LONGEST_ESCAPE;
    isBehindWord = at >= hiddenTo && isAlphanumeric(now);
    now = next;
    if (place === 0 || !opensToken(text, at)) continue;
    const end = tokenEnd(sight, at, place);
    if (end === at) continue;
    at = end - 1;
    now = text.charCodeAt(end);
    isBehindWord = false;
  }
};

const ASCII = 128;
const beginsEscape = (code: number): boolean => code === 0x25 || code === 0x5c;
/** `\u0000`: `opensToken` reads none that is longer. */
const LONGEST_ESCAPE = 6;

/** Vendors whose prefixes begin with the same two characters, the longer prefixes first. No prefix stands in the first place. */
const SHELVES: Vendor[][] = [];
const PLACES = new Uint8Array(ASCII * ASCII);

const placeOf = (first: number, second: number): number => ((first | second) >= ASCII ? 0 : (PLACES[(first << 7) | second] ?? 0));

/** At the first text, not when the app starts. */
const fillShelves = (): void => {
  SHELVES.push([]);
  for (const vendor of [...readVendors()].sort((a, b) => b.prefix.length - a.prefix.length)) {
    const pair = (vendor.prefix.charCodeAt(0) << 7) | vendor.prefix.charCodeAt(1);
    if (PLACES[pair] === 0) PLACES[pair] = SHELVES.push([]) - 1;
    SHELVES[PLACES[pair] ?? 0]?.push(vendor);
  }
};

/** Notes the token that starts at `at`, if one does, and answers its end; `at` otherwise. */
const tokenEnd = (sight: Sight, at: number, place: number): number => {
  for (const vendor of SHELVES[place] ?? []) {
    if (!hasPrefix(sight.text, vendor.prefix, at)) continue;
    const from = at + vendor.prefix.length;
    const to = bodyEnd(sight.text, vendor.body, from);
    if (!isBody(sight, vendor, { from, to })) continue;
    sight.note('token', at, to, vendor.shown);
    return to;
  }
  return at;
};

/** Whether `prefix`, whose first two characters stand at `at`, does: most differ in the third. */
const hasPrefix = (text: string, prefix: string, at: number): boolean => {
  if (at + prefix.length > text.length) return false;
  for (let index = 2; index < prefix.length; index += 1) if (text.charCodeAt(at + index) !== prefix.charCodeAt(index)) return false;
  return true;
};

/**
 * Runs by the number of their set: where the last one started and ended. A prefix in a run that was walked before (`sk-sk-sk-...`) costs no
 * second walk. They only hold for one text.
 */
const knownStarts = new Int32Array(512);
const knownEnds = new Int32Array(512);
let known: number[] = [];

const forgetRuns = (): void => {
  for (const set of known) knownEnds[set] = 0;
  known = [];
};

const bodyEnd = (text: string, set: number, from: number): number => {
  if (from < (knownStarts[set] ?? 0) || from >= (knownEnds[set] ?? 0)) {
    if (knownEnds[set] === 0) known.push(set);
    knownStarts[set] = from;
    knownEnds[set] = withoutTail(text, from, runEnd(text, set, { from, to: text.length }));
  }
  return knownEnds[set] ?? from;
};

/** The end without the signs that close a sentence rather than a token. */
const withoutTail = (text: string, from: number, end: number): number => {
  let to = end;
  while (to > from && TAILS.includes(text.charAt(to - 1))) to -= 1;
  return to;
};

const TAILS = '.:@~$';

type Body = { readonly from: number; readonly to: number };

const isBody = (sight: Sight, vendor: Vendor, { from, to }: Body): boolean => {
  const { text } = sight;
  const chars = to - from;
  if (chars > vendor.most || chars < leastChars(sight, vendor, to)) return false;
  if ((classOf(text.charCodeAt(to)) & ALPHANUMERIC) !== 0) return false;
  if (vendor.parts !== undefined && !hasParts(text, vendor.parts, { from, to })) return false;
  if (vendor.body === CAPITALS || chars === vendor.whole) return isVaried(text, from, to);
  return looksRandom(text, { from, to, leastRun: vendor.prefix.length < TELLING_PREFIX_CHARS ? LONG_RUN : SHORT_RUN });
};

/** Shorter prefixes begin many words: the body must say more. */
const TELLING_PREFIX_CHARS = 4;
const LONG_RUN = 10;
const SHORT_RUN = 6;

/** A token that a telling prefix announces may be cut where the text ends. */
const leastChars = (sight: Sight, { prefix, least, most, parts }: Vendor, to: number): number => {
  const mayBeCut =
    to === sight.text.length && most === Number.POSITIVE_INFINITY && parts === undefined && prefix.length >= TELLING_PREFIX_CHARS;
  const leastCut = sight.isCut ? LEAST_CUT_CHARS : Math.max(LEAST_CUT_CHARS, LEAST_TOKEN_CHARS - prefix.length);
  return mayBeCut ? Math.min(least, leastCut) : least;
};

/** Fewer do not help who finds them. */
const LEAST_CUT_CHARS = 6;
/** See `vendor-table.ts`: the sweep does not see less. */
const LEAST_TOKEN_CHARS = 16;

/** No token in parts is longer. */
const MOST_PARTED_CHARS = 1024;

const hasParts = (text: string, parts: readonly number[], { from, to }: Body): boolean => {
  if (to - from > MOST_PARTED_CHARS) return false;
  let start = from;
  for (const least of parts) {
    const end = runEnd(text, WORD, { from: start, to });
    if (end - start < least) return false;
    start = end + 1;
  }
  return start === to + 1;
};
