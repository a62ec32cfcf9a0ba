import { isIPv6 } from 'node:net';

/** Hosts by which a server listens on all addresses of its machine. */
const WILDCARDS: readonly string[] = ['0.0.0.0', '::'];

/** Where a browser of this machine reaches a server. @param host that it listens on, IPv6 without brackets */
export function serverAddress({ host, port }: { readonly host: string; readonly port: number }): string {
  if (WILDCARDS.includes(host)) return `http://127.0.0.1:${port}`;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
