import { describe, expect, it } from '@jest/globals';
import { addressOf, InvalidDeploymentError, type NodeHook, parseDeployments } from './deployment.js';

const node = (number: number): NodeHook => ({
  name: `node${number}`,
  address: `http://127.0.0.1:${2110 + number}`,
  kill: `docker kill node${number}`,
  start: `docker start node${number}`,
  hang: `docker pause node${number}`,
  resume: `docker unpause node${number}`,
});

const single = { url: 'esdb://127.0.0.1:2111?tls=false', nodes: [node(1)] };
const cluster = { url: 'esdb://a:2113,b:2113,c:2113?tls=false', nodes: [node(1), node(2), node(3)] };

const parse = (value: unknown) => () => parseDeployments(JSON.stringify(value));

describe('The description of the nodes for the drills', () => {
  it('may hold one node, three nodes, or both', () => {
    expect(parse({ single })()).toEqual({ single });
    expect(parse({ cluster })()).toEqual({ cluster });
    expect(parse({ single, cluster })()).toEqual({ single, cluster });
  });

  it.each([
    ['no JSON', '{', 'the text is not JSON'],
    ['a list', '[]', 'the whole is not an object'],
    ['neither of the two', '{}', 'the whole is not a "single" or a "cluster"'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseDeployments(text)).toThrow(InvalidDeploymentError);
    expect(() => parseDeployments(text)).toThrow(message);
  });

  it('names the key that it does not know', () => {
    expect(parse({ single: { ...single, user: 'admin' } })).toThrow('single: the key "user"');
    expect(parse({ three: cluster })).toThrow('the key "three"');
  });

  it('names the node and the command that is missing', () => {
    const { hang: _, ...rest } = node(2);
    expect(parse({ cluster: { ...cluster, nodes: [node(1), rest, node(3)] } })).toThrow(
      'cluster.nodes[1].hang',
    );
  });

  it('wants one node for the one and three for the other, each of its own', () => {
    expect(parse({ single: { ...single, nodes: [] } })).toThrow('single.nodes is not a list of 1');
    expect(parse({ cluster: { ...cluster, nodes: [node(1), node(2)] } })).toThrow('a list of 3');
    expect(parse({ cluster: { ...cluster, nodes: [node(1), node(1), node(3)] } })).toThrow(
      'differ in their name',
    );
  });

  it('does not repeat a connection string that it refuses, which may hold a password', () => {
    const wrong = parse({ single: { ...single, url: 'http://admin:secret@127.0.0.1:2111' } });
    expect(wrong).toThrow('single.url is not an esdb:// connection string');
    expect(wrong).not.toThrow('secret');
  });

  it('wants an address with its scheme and port', () => {
    const wrong = { ...node(1), address: '127.0.0.1:2111' };
    expect(parse({ single: { ...single, nodes: [wrong] } })).toThrow('single.nodes[0].address');
  });
});

describe('Where a server answers HTTP', () => {
  it.each([
    ['esdb://127.0.0.1:2113?tls=false', 'http://127.0.0.1:2113'],
    ['esdb://a:2113,b:2113?connectionName=x&tls=false', 'http://a:2113'],
    ['esdb://admin:p%40ss@db.example:2113?tls=true', 'https://db.example:2113'],
    ['esdb+discover://admin:changeit@db.example:2113/', 'https://db.example:2113'],
  ])('is read from %s', (url, address) => expect(addressOf(url)).toBe(address));
});
