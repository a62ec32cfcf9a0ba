import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

const AT_ONCE = 3;

/** Acts that begin, and end only when they are told to. */
class Acts {
  readonly begun: string[] = [];
  readonly #ends = new Map<string, () => void>();
  underWay = 0;
  most = 0;

  readonly act = (name: string) => async () => {
    this.begun.push(name);
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    await new Promise<void>((resolve) => this.#ends.set(name, resolve));
    this.underWay -= 1;
    return name;
  };

  async end(name: string): Promise<void> {
    this.#ends.get(name)?.();
    await settle();
  }
}

const settle = () => new Promise(setImmediate);

describe('Turns of appends', () => {
  it('let only so many of all streams be under way at once, the longest waiting next', async () => {
    const [turns, acts] = [new Turns(AT_ONCE), new Acts()];
    const names = ['a', 'b', 'c', 'd', 'e'];
    const all = names.map((name) => turns.take(name, acts.act(name)));
    await settle();
    expect(acts.begun).toEqual(['a', 'b', 'c']);
    await acts.end('b');
    expect(acts.begun).toEqual(['a', 'b', 'c', 'd']);
    for (const name of ['a', 'c', 'd', 'e']) await acts.end(name);
    expect(await Promise.all(all)).toEqual(names);
    expect(acts.most).toBe(AT_ONCE);
  });

  it('let those of one stream go one after the other, as they came, also after one that failed', async () => {
    const [turns, acts] = [new Turns(AT_ONCE), new Acts()];
    const failing = turns.take('one', () => Promise.reject(new Error('as told by the test')));
    const first = turns.take('one', acts.act('first'));
    const second = turns.take('one', acts.act('second'));
    await expect(failing).rejects.toThrow('as told by the test');
    await settle();
    expect(acts.begun).toEqual(['first']);
    await acts.end('first');
    expect(acts.begun).toEqual(['first', 'second']);
    await acts.end('second');
    expect([await first, await second]).toEqual(['first', 'second']);
    expect(acts.most).toBe(1);
  });
});
