import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A name or address leads into this machine or a private network. */
export class PrivateAddressError extends Error {
  constructor(host: string) {
    super(`${host} leads to an address that is not public`);
    this.name = 'PrivateAddressError';
  }
}

/** Whether an address is none that the whole internet can reach; an IPv4 address in an IPv6 coat is what it hides. */
export function isPrivateAddress(address: string): boolean {
  return !ipaddr.isValid(address) || ipaddr.process(address).range() !== 'unicast';
}

/** Whether the host of a URL is written as a private address, or is this machine by name. */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return ipaddr.isValid(host) && isPrivateAddress(host);
}

/** How names are looked up; replaced by tests. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Looks a name up for the very connection that is about to be opened, and refuses it where any of its addresses is
 * private: a name that was public when it was checked before may have been pointed elsewhere since.
 */
export function publicLookup(resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) {
        callback(error ?? new Error(`${hostname} has no address`), '');
        return;
      }
      if (addresses.some(({ address }) => isPrivateAddress(address))) {
        callback(new PrivateAddressError(hostname), '');
        return;
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
