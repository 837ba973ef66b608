import { isHex } from './ascii.js';
import { opensWord } from './borders.js';
import type { Detector } from './finding.js';

/** Hardware addresses (IEEE 802, EUI-48 and EUI-64): `aa:bb:cc:dd:ee:ff`, with dashes, Cisco's `aabb.ccdd.eeff`, or plain behind a word that says so. */
export const findMacs: Detector = (sight) => {
  const { text } = sight;
  for (let at = 0; at < text.length; ) {
    const end = isHex(text.charCodeAt(at)) ? hexEnd(text, at) : at + 1;
    const found = PLAIN_OR_GROUP.includes(end - at) ? macEnd(text, at, end) : 0;
    if (found > 0) sight.note('mac', at, found);
    at = found > 0 ? found : end;
  }
};

/** Digits of a first group with colons or dashes, of one with dots, of the whole address. */
const PLAIN_OR_GROUP: readonly number[] = [2, 4, 12];
const PLAIN_UNITS = 12;

const hexEnd = (text: string, at: number): number => {
  let end = at;
  while (isHex(text.charCodeAt(end))) end++;
  return end;
};

const macEnd = (text: string, at: number, runEnd: number): number => {
  if (!opensWord(text, at) || CONTINUED_BEFORE.test(text.slice(Math.max(0, at - 2), at))) return 0;
  if (runEnd - at === PLAIN_UNITS) return isCalledMac(text, at) && !/\w/.test(text.charAt(runEnd)) ? runEnd : 0;
  MAC.lastIndex = at;
  const mac = MAC.exec(text)?.[0] ?? '';
  return mac === '' || NOBODY.test(mac) ? 0 : at + mac.length;
};

/** Part of a longer row, such as a fingerprint. */
const CONTINUED_BEFORE = /[\da-f][:.-]$/i;

const MAC =
  /(?:[\da-f]{2}(?<separator>[:-])(?:[\da-f]{2}\k<separator>){4}(?:[\da-f]{2}\k<separator>[\da-f]{2}\k<separator>)?[\da-f]{2}|[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4})(?![:.-]?\w)/iy;

/** All zeros, and the broadcast address. */
const NOBODY = /^(?:[0:.-]+|[f:.-]+)$/i;

const isCalledMac = (text: string, at: number): boolean => MAC_WORD.test(text.slice(Math.max(0, at - MAC_WORD_REACH), at));

const MAC_WORD_REACH = 24;
const MAC_WORD = /(?:^|[^a-z])(?:mac|bssid|hwaddr|ethernet|wi-?fi|bluetooth)/i;
