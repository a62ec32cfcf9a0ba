import { describe, expect, it } from '@jest/globals';
import { InvalidPositionError } from '../../errors.js';
import { comparePositions, type Position } from '../../port.js';
import { KnownEvents } from './known-events.js';
import { parsePosition, positionOf } from './positions.js';

describe('A position of EventStoreDB', () => {
  it('compares as text in the order of the log and comes back as it was', () => {
    const places = ['0', '9', '10', '9223372036854775807'];
    const positions = places.map((place) => positionOf({ commit: place, prepare: place }));
    expect([...positions].sort(comparePositions)).toEqual(positions);
    expect(positions.map((position) => parsePosition(position).commit)).toEqual(places);
  });

  it.each(['', '0000000000000057', '9'.repeat(19), `${'9'.repeat(19)}-${'9'.repeat(19)}`, '1-1'])(
    'is refused as malformed: %j',
    (text) => {
      expect(() => parsePosition(text as Position)).toThrow(InvalidPositionError);
    },
  );
});

describe('What is known of the log', () => {
  it('keeps the ids of at least the last hundred thousand events, and not of all', () => {
    const known = new KnownEvents();
    for (let event = 0; event < 250_000; event += 1) known.addId(`id-${event}`);
    expect(known.has('id-249999')).toBe(true);
    expect(known.has('id-150000')).toBe(true);
    expect(known.has('id-0')).toBe(false);
  });

  it('remembers the latest instant and the furthest position, whatever comes after', () => {
    const known = new KnownEvents();
    for (const instant of ['2026-03-02', '2026-03-01']) known.addInstant(instant);
    for (const position of ['2-2', '1-1'] as Position[]) known.addPosition(position);
    expect(known.newest).toBe('2026-03-02');
    expect(known.end).toBe('2-2');
  });
});
