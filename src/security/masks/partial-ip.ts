import { isIPv4 } from 'node:net';
import { ipAddress } from './ip-address.js';

/** The network: the /24 of IPv4 (`203.0.113.x`), the /48 of IPv6 (`2001:db8:1::x`). */
export const partialIp = (value: string): string | undefined => {
  if (isIPv4(value)) return `${value.slice(0, value.lastIndexOf('.'))}.x`;
  const address = ipAddress(value);
  if (address === undefined) return;
  if (address.version === 6) return `${address.groups.slice(0, 3).join(':')}::x`;
  return `${address.isMapped ? '::ffff:' : ''}${address.octets.slice(0, 3).join('.')}.x`;
};
