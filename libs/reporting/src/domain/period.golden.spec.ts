import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#event-log';
import { complianceOf, type Slot } from './compliance.js';
import {
  type ClosingFacts,
  closePeriod,
  confirmReopening,
  type FrozenList,
  listPart,
  proposeClose,
  remind,
  requestReopening,
} from './period.decisions.js';
import { type NewPeriodEvent, PERIOD_EVENT_TYPES } from './period.events.js';
import type { PeriodState } from './period.state.js';
import { listOf, partsOf } from './period-list.js';
import { eventIdAt } from './testing/given.js';
import { type By, foldPeriod } from './testing/given-period.js';
import { sampleAdopted } from './testing/sample-policy.js';

/*
 * The fixture is the storage format: bodies as they stand in logs, key order included. It is never edited to make a
 * test pass: a new shape is a new schemaVersion with a fixture of its own, and the old one must still be read.
 */
interface Fixture {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: JsonObject;
}

const FIXTURES = JSON.parse(
  readFileSync(new URL('./fixtures/period-events.json', import.meta.url), 'utf8'),
) as readonly Fixture[];

const NAME = { programme: 'ctr-bcd-2026', period: '2026-03' };
const CUT_OFF = '2026-04-06T10:00:00.000Z';
const AT = '2026-04-07T02:00:00.000Z';
const REASON = 'Xã A gửi báo cáo bằng văn bản trước hạn';
const FIRST = 'nguoi-thu-nhat';
const SECOND = 'nguoi-thu-hai';

const slot = (task: string, unit: string, outcome: Slot['outcome'], report: string | null): Slot => ({
  assignment: `${NAME.programme}.${task}.${unit}`,
  task,
  unit,
  period: NAME.period,
  outcome,
  report,
});
const SLOTS = [
  slot('17.1', 'xa-a', 'missing', null),
  slot('12', 'so-tai-chinh', 'on-time', '5b0f6c1e-8d0c-5a55-9f5a-0d2f4f1f8a11'),
];
const LIST: FrozenList = { ...NAME, at: AT, parts: partsOf(listOf(SLOTS)) };
const FACTS: ClosingFacts = {
  ...NAME,
  cutOff: CUT_OFF,
  by: SECOND,
  fourEyes: true,
  earlierOpen: null,
  slots: SLOTS.length,
  now: AT,
};
const figures = {
  ...complianceOf(NAME.period, SLOTS, { due: true, goal: 0.9, taskCountsWhen: 'share' }),
  sha256: String(FIXTURES.find(({ type }) => type === 'PeriodClosed')?.data.sha256),
};

/** The whole life of a period, each step decided on what the steps before have written. */
const LIFE: readonly (readonly [by: string, decide: (state: PeriodState) => readonly NewPeriodEvent[]])[] = [
  [
    'reminders',
    (state) => {
      const units = [
        { unit: 'so-tai-chinh', assignments: 2 },
        { unit: 'xa-a', assignments: 1 },
      ];
      const at = '2026-04-01T01:00:00.000Z';
      return remind(state, { ...NAME, workingDaysBefore: 3, at, cutOff: CUT_OFF, units }, at);
    },
  ],
  [FIRST, () => proposeClose(FACTS)],
  [SECOND, (state) => listPart(state, LIST, 1)],
  [SECOND, (state) => closePeriod(state, LIST, FACTS, sampleAdopted('2026-01-01'), figures)],
  [FIRST, (state) => requestReopening(state, { ...NAME, by: FIRST, fourEyes: true }, REASON)],
  [SECOND, (state) => confirmReopening(state, { ...NAME, by: SECOND })],
];

describe('The stored events of a period', () => {
  it('have one fixture for each type, of the first version of its schema', () => {
    expect(FIXTURES.map(({ type, schemaVersion }) => `${type} ${schemaVersion}`).sort()).toStrictEqual(
      PERIOD_EVENT_TYPES.map((type) => `${type} 1`).sort(),
    );
  });

  it('are still what decisions produce, byte for byte, through a period’s whole life', () => {
    const written: By[] = [];
    for (const [by, decide] of LIFE) {
      for (const event of decide(foldPeriod(written))) written.push([by, event]);
    }
    expect(written.map(([, { type, data }]) => `${type} ${JSON.stringify(data)}`)).toStrictEqual(
      FIXTURES.map(({ type, data }) => `${type} ${JSON.stringify(data)}`),
    );
  });

  it('are still read', () => {
    const by = (until: number): By[] =>
      FIXTURES.slice(0, until).map(({ type, data }, index) => [LIFE[index]?.[0] ?? '', { type, data }]);
    const [REMINDED, PROPOSED, LISTED, CLOSED, ASKED, REOPENED] = [1, 2, 3, 4, 5, 6];
    expect(foldPeriod(by(REMINDED)).remindedByRule).toStrictEqual([3]);
    expect(foldPeriod(by(PROPOSED)).proposal).toStrictEqual({ eventId: eventIdAt(1), by: FIRST });
    expect(foldPeriod(by(LISTED)).listing).toStrictEqual({ at: AT, parts: 1, listed: LIST.parts });
    expect(foldPeriod(by(CLOSED))).toStrictEqual({
      remindedByRule: [3],
      listing: null,
      proposal: null,
      closed: { eventId: eventIdAt(3), by: SECOND },
      reopening: null,
    });
    expect(foldPeriod(by(ASKED)).reopening).toStrictEqual({
      eventId: eventIdAt(4),
      by: FIRST,
      reason: REASON,
    });
    expect(foldPeriod(by(REOPENED))).toMatchObject({ closed: null, reopening: null });
  });
});
