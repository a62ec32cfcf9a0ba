import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Grant } from './principal.js';
import { isOfAccounts, isOnlyInspector, recordView, viewStream } from './view.decisions.js';

/* The fixture is the storage format: it is never edited to make a test pass. */
const FIXTURES: readonly unknown[] = JSON.parse(
  readFileSync(new URL('./fixtures/view-events.json', import.meta.url), 'utf8'),
);

const inspector: Grant = { role: 'inspector', unit: null };
const leadUnit: Grant = { role: 'lead-unit', unit: 'so-y-te' };

describe('A recorded view', () => {
  it('is still what is written, byte for byte, with its parameters in their order', () => {
    const [event] = recordView({
      route: '/units/:unit/trail',
      parameters: { unit: 'so-y-te', programme: 'ctr-bcd-2026' },
      asOf: null,
      asKnownAt: '2026-07-05',
    });
    expect([JSON.stringify({ type: event?.type, schemaVersion: 1, data: event?.data })]).toStrictEqual(
      FIXTURES.map((fixture) => JSON.stringify(fixture)),
    );
  });

  it.each([
    ['2026-07-05T02:59:59.999Z', 'inspection-kiem-tra.2026-07-05.09'],
    ['2026-07-05T16:59:59.999Z', 'inspection-kiem-tra.2026-07-05.23'],
    ['2026-07-05T17:00:00.000Z', 'inspection-kiem-tra.2026-07-06.00'],
  ])('of %s stands on the stream of its hour in Việt Nam', (instant, stream) => {
    expect(viewStream('kiem-tra', instant)).toBe(stream);
  });

  it.each([
    ['an inspector alone', [inspector], true],
    ['an inspector who speaks for a unit too', [inspector, leadUnit], false],
    ['a lead unit', [leadUnit], false],
    ['nobody', [], false],
  ] as const)('is one of %s: %s', (_who, grants, expected) => {
    expect(isOnlyInspector({ grants })).toBe(expected);
  });

  it('and accounts are for those who may read accounts, other streams are not', () => {
    const streams = ['account-kiem-tra', 'inspection-kiem-tra.2026-07-05.09', 'assignment-a.1.b', 'unit-a'];
    expect(streams.map(isOfAccounts)).toEqual([true, true, false, false]);
  });
});
