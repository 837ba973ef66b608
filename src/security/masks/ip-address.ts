import { isIPv4, isIPv6 } from 'node:net';

/** An address in the one form in which it equals all its other forms: four octets, or eight groups. */
export type IpAddress =
  | { readonly version: 4; readonly octets: readonly string[]; readonly isMapped: boolean }
  | { readonly version: 6; readonly groups: readonly string[] };

/** Understands brackets and zone ids around it; `undefined` for what is no address. An IPv4 address mapped into IPv6 is one of IPv4. */
export const ipAddress = (text: string): IpAddress | undefined => {
  const bare = text.trim().replace(/^\[|\]$|%[^\]]*/g, '');
  if (isIPv4(bare)) return { version: 4, octets: bare.split('.'), isMapped: false };
  if (!isIPv6(bare)) return;
  const groups = groupsOf(bare.toLowerCase());
  return MAPPED.test(groups.join(':')) ? { version: 4, octets: groups.slice(6).flatMap(octetsOf), isMapped: true } : { version: 6, groups };
};

/** RFC 4291 2.5.5.2. */
const MAPPED = /^(?:0:){5}ffff:/;

const groupsOf = (address: string): readonly string[] => {
  const [head = '', tail] = address.split('::');
  const first = expanded(head);
  const last = tail === undefined ? [] : expanded(tail);
  const zeros = Array.from({ length: GROUPS - first.length - last.length }, () => '0');
  return [...first, ...zeros, ...last];
};

const GROUPS = 8;

const expanded = (half: string): readonly string[] =>
  half === ''
    ? []
    : half.split(':').flatMap((group) => (group.includes('.') ? groupsOfIpv4(group) : [Number.parseInt(group, 16).toString(16)]));

const groupsOfIpv4 = (address: string): readonly string[] => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
};

const octetsOf = (group: string): readonly string[] => {
  const number = Number.parseInt(group, 16);
  return [String(number >> 8), String(number & 255)];
};
