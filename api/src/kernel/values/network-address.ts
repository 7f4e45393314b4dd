import { isIP } from 'node:net';

/**
 * The address that limits count by. IPv4: the address in its canonical form; IPv6: its {@link addressBlock}, since a
 * client that has one address there has 2^64 or more.
 */
export function countedAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(plain) === 6 ? addressBlock(plain) : plain;
}

/**
 * The network of an address: the range in which one attacker can change addresses at no cost, and which a household or
 * a ward shares. IPv4: the /24; IPv6: the /56 (the usual size for a site, RFC 6177); IPv4 written as IPv6 counts as
 * IPv4.
 */
export function addressBlock(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(plain) === 4) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (isIP(plain) !== 6) return 'unknown';
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const groups = [...before, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16));
  const last = (groups[3] ?? 0) & 0xff00;
  return `${[...groups.slice(0, 3), last].map((group) => (group || 0).toString(16)).join(':')}::/56`;
}
