import { describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '../../engine.js';
import type { Position } from '../../port.js';
import { PageAhead } from './page-ahead.js';

const LIMIT = 100;
const [here, elsewhere] = ['1-1', '2-2'] as [Position, Position];
const pageOf = (events: number) => Array.from<StoredEvent>({ length: events });
const read = (events: number) => async () => pageOf(events);

describe('The page that is read ahead', () => {
  it('is handed to whom it was read for, once', async () => {
    const ahead = new PageAhead();
    ahead.begin(here, LIMIT, read(LIMIT));
    expect(await ahead.take(here, LIMIT)).toHaveLength(LIMIT);
    expect(await ahead.take(here, LIMIT)).toBeUndefined();
  });

  it('is nothing to one who reads from elsewhere, in other pages or from the start', async () => {
    const ahead = new PageAhead();
    ahead.begin(here, LIMIT, read(LIMIT));
    expect(await ahead.take(elsewhere, LIMIT)).toBeUndefined();
    expect(await ahead.take(here, LIMIT + 1)).toBeUndefined();
    expect(await ahead.take(null, LIMIT)).toBeUndefined();
    expect(await ahead.take(here, LIMIT)).toHaveLength(LIMIT);
  });

  it('is not used where it ended with the log: more may have come since', async () => {
    const ahead = new PageAhead();
    ahead.begin(here, LIMIT, read(LIMIT - 1));
    expect(await ahead.take(here, LIMIT)).toBeUndefined();
  });

  it('tells whom it was read for that it could not be read', async () => {
    const ahead = new PageAhead();
    ahead.begin(here, LIMIT, () => Promise.reject(new Error('the server is away')));
    await expect(ahead.take(here, LIMIT)).rejects.toThrow('the server is away');
    expect(await ahead.take(here, LIMIT)).toBeUndefined();
  });

  it('is one only: it is kept for one reader while another goes on', async () => {
    const ahead = new PageAhead();
    ahead.begin(here, LIMIT, read(LIMIT));
    ahead.begin(elsewhere, LIMIT, read(LIMIT));
    expect(await ahead.take(elsewhere, LIMIT)).toBeUndefined();
    expect(await ahead.take(here, LIMIT)).toHaveLength(LIMIT);
  });

  it('is not begun for small pages', async () => {
    const ahead = new PageAhead();
    ahead.begin(here, 1, read(1));
    expect(await ahead.take(here, 1)).toBeUndefined();
  });

  it('is gone when it was dropped', async () => {
    const ahead = new PageAhead();
    ahead.begin(here, LIMIT, read(LIMIT));
    ahead.drop();
    expect(await ahead.take(here, LIMIT)).toBeUndefined();
  });
});
