import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('Turns', () => {
  /** Work that tells when it begins and ends. */
  const telling = (told: string[], name: string) => async () => {
    told.push(`${name} begins`);
    await nextTurn();
    told.push(`${name} ends`);
    return name;
  };

  it('have work on one thing done in the order of its arrival, never two at once', async () => {
    const turns = new Turns();
    const told: string[] = [];
    const results = await Promise.all(['a', 'b', 'c'].map((name) => turns.take('x', telling(told, name))));
    expect(results).toEqual(['a', 'b', 'c']);
    expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('let work on different things go on at once', async () => {
    const turns = new Turns();
    const told: string[] = [];
    await Promise.all(['a', 'b'].map((name) => turns.take(name, telling(told, name))));
    expect(told).toEqual(['a begins', 'b begins', 'a ends', 'b ends']);
  });

  it('go on after work that failed, whose failure only its own caller hears of', async () => {
    const turns = new Turns();
    const failing = turns.take('x', async () => {
      throw new Error('in vain');
    });
    const next = turns.take('x', async () => 'done');
    await expect(failing).rejects.toThrow('in vain');
    await expect(next).resolves.toBe('done');
  });
});
