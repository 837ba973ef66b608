import { isIPv6 } from 'node:net';
import { isHex, isWord } from './ascii.js';
import { opensWord } from './borders.js';
import type { Detector } from './finding.js';
import { isPublicIpv4 } from './ipv4.js';

/**
 * IPv6 addresses of the public network (RFC 4291). A run of hex digits, colons and dots is taken as a whole; brackets, zone and prefix
 * length stay outside. Names (`std::vector`, `face::b`), times, hardware addresses and fingerprints are none.
 */
export const findIpv6s: Detector = (sight) => {
  const { text } = sight;
  for (let colon = text.indexOf(':'); colon >= 0; ) {
    const start = runStart(text, colon);
    const next = runEnd(text, colon);
    const end = withoutDots(text, colon, next);
    const span = mayBeAddress(text, start, end) ? addressWithin(text, start, end) : undefined;
    if (span) sight.note('ip', span.start, span.end);
    colon = text.indexOf(':', next);
  }
};

/** Neither a time nor a name with a sign behind it: there are two colons in a row, or six (before an IPv4 address) at least. */
const mayBeAddress = (text: string, start: number, end: number): boolean => {
  if (end - start > LONGEST_RUN_UNITS) return false;
  let colons = 0;
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) !== COLON) continue;
    if (text.charCodeAt(at + 1) === COLON) return end - start >= SHORTEST_UNITS;
    colons++;
  }
  return colons >= FEWEST_COLONS;
};

const SHORTEST_UNITS = 6;
const FEWEST_COLONS = 6;

/** An address of 45 characters, and a port or a name of hex letters that touch it. */
const LONGEST_RUN_UNITS = 52;

/** Behind the dots in front: `from...2001:db8::1`. */
const runStart = (text: string, colon: number): number => {
  let start = colon;
  while (colon - start <= LONGEST_RUN_UNITS && isRunUnit(text.charCodeAt(start - 1))) start--;
  while (text.charCodeAt(start) === DOT) start++;
  return start;
};

const runEnd = (text: string, colon: number): number => {
  let end = colon + 1;
  while (isRunUnit(text.charCodeAt(end))) end++;
  return end;
};

/** Before the dots that end a sentence. */
const withoutDots = (text: string, colon: number, runEnd: number): number => {
  let end = runEnd;
  while (end > colon && text.charCodeAt(end - 1) === DOT) end--;
  return end;
};

const isRunUnit = (code: number): boolean => isHex(code) || code === COLON || code === DOT;

const COLON = 58;
const DOT = 46;

type Span = { readonly start: number; readonly end: number };

/** The run without a colon that only touches it; where that is none, without its first or last group (`feed:2001:db8::1`, a port). */
const addressWithin = (text: string, from: number, to: number): Span | undefined => {
  const start = text[from] === ':' && (text[from + 1] !== ':' || text[from + 2] === ':') ? from + 1 : from;
  const end = text[to - 1] === ':' && text[to - 2] !== ':' ? to - 1 : to;
  if (isIPv6(text.slice(start, end))) return isFree(text, start, end) && isPublicIpv6(text.slice(start, end)) ? { start, end } : undefined;
  const shorter = [
    { start: text.indexOf(':', start) + 1, end },
    { start, end: text.lastIndexOf(':', end - 1) },
  ];
  return shorter.find((span) => isGlobalUnicast(text.slice(span.start, span.end)) && isFree(text, span.start, span.end));
};

const isGlobalUnicast = (text: string): boolean => GLOBAL_UNICAST.test(text) && isIPv6(text);

const isFree = (text: string, start: number, end: number): boolean => opensWord(text, start) && !isWord(text.charCodeAt(end));

/**
 * RFC 6890: global unicast, 2000::/3; elsewhere an IPv4 address that is embedded decides. Neither unspecified, loopback, unique local,
 * link-local nor multicast. What belongs to none of these is an address when it is long and does not look like hardware (all groups short) or code.
 */
const isPublicIpv6 = (address: string): boolean => {
  if (LOCAL.test(address)) return false;
  if (GLOBAL_UNICAST.test(address)) return true;
  if (address.includes('.')) return isPublicIpv4(address.slice(address.lastIndexOf(':') + 1));
  if (!address.includes('::')) return /[^:]{3}/.test(address);
  return /\d/.test(address) && address.split(':').filter(Boolean).length >= FEWEST_GROUPS;
};

const LOCAL = /^(?:::1?$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:|ff[0-9a-f]{2}:)/i;
const GLOBAL_UNICAST = /^[23][0-9a-f]{3}:/i;
const FEWEST_GROUPS = 4;
