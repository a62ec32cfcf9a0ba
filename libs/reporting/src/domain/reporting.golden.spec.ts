import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { adoptPolicy, policyState } from './policy.decisions.js';
import { type AdoptedPolicy, cutOffOf } from './policy.js';
import { fold, programmeRegistered, recorded } from './testing/given.js';
import { sampleAdopted } from './testing/sample-policy.js';

/*
 * The fixture is the storage format: the body as it stands in logs, key order included. It is never edited to make a
 * test pass; a body that has to change gets a new schemaVersion, an upcaster and a fixture of its own.
 */

interface Fixture {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: AdoptedPolicy;
}

const FIXTURES = JSON.parse(
  readFileSync(new URL('./fixtures/reporting-events.json', import.meta.url), 'utf8'),
) as readonly Fixture[];

/** What is sent today; spelt out, so that a key that is added, dropped or moved shows. */
const SENT: AdoptedPolicy = {
  policy: {
    id: 'city-monthly',
    title: 'Cập nhật tiến độ hằng tháng của Chương trình thành phố',
    period: 'calendar-month',
    cutOff: { day: 5, time: '17:00', nextWorkingDay: true },
    goal: 0.9,
    taskCountsWhen: 'share',
    sufficiency: { summaryMinLength: 20, percent: true, proofAtFull: true },
  },
  from: '2026-01-01',
  calendar: {
    2025: { holidays: ['2025-01-01'], workedWeekends: ['2025-04-26'] },
    2026: { holidays: ['2026-01-01', '2026-01-02'], workedWeekends: ['2026-01-10'] },
    2027: { holidays: ['2027-01-01'], workedWeekends: [] },
  },
};

describe('The stored events of reporting', () => {
  it('have one fixture for each type, of the first version of its schema', () => {
    expect(FIXTURES.map(({ type, schemaVersion }) => [type, schemaVersion])).toStrictEqual([
      ['ReportingPolicyAdopted', 1],
    ]);
  });

  it.each(FIXTURES)('are still read: $type', ({ type, data }) => {
    const before = fold([programmeRegistered, { type, data: sampleAdopted('2025-06-01') }]);
    const [event] = recorded([{ type, data }]);
    if (!event) throw new Error('no event was recorded');
    const after = policyState.evolve(before, event);
    expect(after).toStrictEqual({ registered: true, adopted: [sampleAdopted('2025-06-01'), data] });
    expect(cutOffOf(data, '2026-03')).toBe('2026-04-06T10:00:00.000Z');
  });

  it.each(FIXTURES)('are still what decisions produce, byte for byte: $type', ({ type, data }) => {
    const produced = adoptPolicy(fold([programmeRegistered]), SENT, '2026-01-01').map(
      (event) => `${event.type} ${JSON.stringify(event.data)}`,
    );
    expect(produced).toStrictEqual([`${type} ${JSON.stringify(data)}`]);
  });
});
