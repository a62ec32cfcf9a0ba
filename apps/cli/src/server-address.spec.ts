import { describe, expect, it } from '@jest/globals';
import { serverAddress } from './server-address.js';

describe('The address of a server on this machine', () => {
  it.each([
    ['0.0.0.0', 'http://127.0.0.1:3000'],
    ['::', 'http://127.0.0.1:3000'],
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['127.0.0.2', 'http://127.0.0.2:3000'],
    ['localhost', 'http://localhost:3000'],
    ['::1', 'http://[::1]:3000'],
    ['10.1.2.3', 'http://10.1.2.3:3000'],
    ['fd00::5', 'http://[fd00::5]:3000'],
    ['may-chu.local', 'http://may-chu.local:3000'],
  ])('that listens on %s is %s', (host, address) => {
    expect(serverAddress({ host, port: 3000 })).toBe(address);
  });
});
