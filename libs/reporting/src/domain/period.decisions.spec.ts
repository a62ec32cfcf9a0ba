import { describe, expect, it } from '@jest/globals';
import { complianceOf, type Slot } from './compliance.js';
import {
  type ClosedFigures,
  type ClosingFacts,
  closePeriod,
  closing,
  confirmReopening,
  type FrozenList,
  listPart,
  proposeClose,
  type Reminder,
  remind,
  requestReopening,
} from './period.decisions.js';
import type { ListedSlot, PeriodEvents } from './period.events.js';
import { eventIdAt } from './testing/given.js';
import { foldPeriod, givenPeriod, PERIOD, PROGRAMME } from './testing/given-period.js';
import { sampleAdopted } from './testing/sample-policy.js';

const OFFICE = 'thuong-truc';
const SECOND = 'pho-thuong-truc';
/** March's cut-off: Monday 6 April 2026, 17:00 local time. */
const CUT_OFF = '2026-04-06T10:00:00.000Z';
const SETTLED = '2026-04-06T10:00:05.001Z';
const AT = '2026-04-07T02:00:00.000Z';
const NAME = { programme: PROGRAMME, period: PERIOD };

const UNITS = [
  { unit: 'so-a', assignments: 2 },
  { unit: 'xa-b', assignments: 1 },
];
const reminder: Reminder = {
  ...NAME,
  workingDaysBefore: 3,
  at: '2026-04-01T01:00:00.000Z',
  cutOff: CUT_OFF,
  units: UNITS,
};
const reminded = (fields: Partial<PeriodEvents['PeriodReminded']> = {}) => ({
  type: 'PeriodReminded' as const,
  data: {
    ...NAME,
    by: 'rule' as const,
    workingDaysBefore: 3 as number | null,
    at: reminder.at,
    cutOff: CUT_OFF,
    units: UNITS,
    ...fields,
  },
});

describe('Reminding', () => {
  it('by rule says how long before the cut-off, when it should have gone out, and whom it reached', () => {
    givenPeriod()
      .when((state) => remind(state, reminder, reminder.at))
      .then([reminded()]);
  });

  it('by rule the same day’s reminder again yields nothing', () => {
    givenPeriod(['reminders', reminded()])
      .when((state) => remind(state, { ...reminder, units: [] }, AT))
      .thenNothing();
  });

  it('by rule a nearer day’s reminder follows', () => {
    const nearer = { ...reminder, workingDaysBefore: 1, at: '2026-04-03T01:00:00.000Z' };
    givenPeriod(['reminders', reminded()])
      .when((state) => remind(state, nearer, nearer.at))
      .then([reminded({ workingDaysBefore: 1, at: nearer.at })]);
  });

  it('by hand may be done as often as somebody decides it', () => {
    const byHand = { ...reminder, workingDaysBefore: null };
    const sent = reminded({ by: 'hand', workingDaysBefore: null });
    givenPeriod([OFFICE, sent])
      .when((state) => remind(state, byHand, reminder.at))
      .then([sent]);
  });

  it.each([3, null])('with nobody left to remind yields nothing (%s)', (workingDaysBefore) => {
    givenPeriod()
      .when((state) => remind(state, { ...reminder, workingDaysBefore, units: [] }, reminder.at))
      .thenNothing();
  });

  it('still goes out at the very cut-off; after it, by hand it is refused and by rule it does not go out', () => {
    const byHand = { ...reminder, workingDaysBefore: null };
    givenPeriod()
      .when((state) => remind(state, byHand, CUT_OFF))
      .then([reminded({ by: 'hand', workingDaysBefore: null })]);
    givenPeriod()
      .when((state) => remind(state, byHand, '2026-04-06T10:00:00.001Z'))
      .thenRefused(
        'cut-off-passed',
        'Kỳ 03/2026 đã qua hạn chốt (06/04/2026 17:00): không còn đôn đốc được.',
      );
    givenPeriod()
      .when((state) => remind(state, reminder, '2026-04-06T10:00:00.001Z'))
      .thenNothing();
  });
});

const facts: ClosingFacts = {
  ...NAME,
  cutOff: CUT_OFF,
  by: OFFICE,
  fourEyes: false,
  earlierOpen: null,
  slots: 3,
  now: AT,
};
const FIRST: readonly ListedSlot[] = [
  ['1.xa-a', 'on-time', 'r1'],
  ['1.xa-b', 'missing', null],
];
const LAST: readonly ListedSlot[] = [['2.so-a', 'nothing-to-report', 'r2']];
const frozen: FrozenList = { ...NAME, at: AT, parts: [FIRST, LAST] };
const listed = (part: number, at = AT) => ({
  type: 'PeriodSlotsListed' as const,
  data: { ...NAME, at, part, parts: 2, slots: part === 1 ? FIRST : LAST },
});
const proposed = { type: 'PeriodCloseProposed' as const, data: { ...NAME, cutOff: CUT_OFF } };

const adopted = sampleAdopted('2026-01-01');
const slots = [...FIRST, ...LAST].map(([name, outcome, report]): Slot => {
  const [task = '', unit = ''] = name.split('.');
  return { assignment: `${PROGRAMME}.${name}`, task, unit, period: PERIOD, outcome, report };
});
const figures: ClosedFigures = {
  ...complianceOf(PERIOD, slots, { due: true, goal: 0.9, taskCountsWhen: 'share' }),
  sha256: 'f'.repeat(64),
};
const closed = (proposal: string | null = null) => ({
  type: 'PeriodClosed' as const,
  data: {
    ...NAME,
    proposal,
    at: AT,
    cutOff: CUT_OFF,
    policy: { id: 'hang-thang', from: '2026-01-01', taskCountsWhen: 'share' as const },
    expected: 3,
    counts: { onTime: 1, nothingToReport: 1, late: 0, insufficient: 0, missing: 1, notYetDue: 0 },
    exempt: 0,
    rateByAssignment: 0.666666667,
    tasksExpected: 2,
    shareSum: 1.5,
    tasksComplete: 1,
    rateByTask: 0.75,
    goal: 0.9,
    meetsGoal: false,
    parts: 2,
    sha256: 'f'.repeat(64),
  },
});

describe('Whether a period can be closed', () => {
  const deciding =
    (changes: Partial<ClosingFacts> = {}) =>
    (state: Parameters<typeof closing>[0]) =>
      closing(state, { ...facts, ...changes });

  it('it can, once the cut-off has passed and settled for five seconds', () => {
    givenPeriod()
      .when(deciding({ now: SETTLED }))
      .then('close');
  });

  it.each(['2026-03-31T00:00:00.000Z', CUT_OFF, '2026-04-06T10:00:05.000Z'])(
    'it can’t before that: at %s',
    (now) => {
      givenPeriod()
        .when(deciding({ now }))
        .thenRefused(
          'cut-off-not-passed',
          'Chưa qua hạn chốt của kỳ 03/2026 (06/04/2026 17:00): chưa chốt được.',
        );
    },
  );

  it('it can’t while an earlier period is open', () => {
    givenPeriod()
      .when(deciding({ earlierOpen: '2026-02' }))
      .thenRefused('earlier-period-open', 'Kỳ 02/2026 chưa chốt: hãy chốt kỳ đó trước.');
  });

  it('it can’t where there is nothing to close', () => {
    givenPeriod()
      .when(deciding({ slots: 0 }))
      .thenRefused('period-empty', 'Kỳ 03/2026 không có nhiệm vụ nào được giao: không có gì để chốt.');
  });

  it('where it is closed already there is nothing to do, whatever else holds', () => {
    givenPeriod([OFFICE, listed(1)], [OFFICE, listed(2)], [OFFICE, closed()])
      .when(deciding({ now: CUT_OFF, earlierOpen: '2026-02' }))
      .then('nothing');
  });

  it('with four eyes the first person proposes it and the second closes', () => {
    givenPeriod()
      .when(deciding({ fourEyes: true }))
      .then('propose');
    givenPeriod()
      .when(() => proposeClose(facts))
      .then([proposed]);
    givenPeriod([OFFICE, proposed])
      .when(deciding({ fourEyes: true, by: SECOND }))
      .then('close');
  });

  it('with four eyes who proposed it can’t confirm it', () => {
    givenPeriod([OFFICE, proposed])
      .when(deciding({ fourEyes: true }))
      .thenRefused('second-person-needed', 'Đã đề nghị chốt kỳ 03/2026: phải do người khác xác nhận.');
  });

  it('a proposal of an earlier round does not stand for the next one', () => {
    const round = [listed(1), listed(2), closed(eventIdAt(0))];
    const reopened = {
      type: 'PeriodReopened',
      data: { ...NAME, request: null, close: eventIdAt(3), reason: 'Lý do' },
    };
    givenPeriod([OFFICE, proposed], ...round.map((event) => [SECOND, event] as const), [OFFICE, reopened])
      .when(deciding({ fourEyes: true, by: SECOND }))
      .then('propose');
  });
});

describe('Freezing the list', () => {
  const listing =
    (part: number, list = frozen) =>
    (state: Parameters<typeof listPart>[0]) =>
      listPart(state, list, part);

  it('lists it part by part, in the order of the parts', () => {
    givenPeriod()
      .when(listing(1))
      .then([listed(1)]);
    givenPeriod([OFFICE, listed(1)])
      .when(listing(2))
      .then([listed(2)]);
  });

  it('a part that is written already yields nothing', () => {
    givenPeriod([OFFICE, listed(1)])
      .when(listing(1))
      .thenNothing();
    givenPeriod([OFFICE, listed(1)], [OFFICE, listed(2)])
      .when(listing(2))
      .thenNothing();
  });

  it('a later list takes the place of one that was broken off', () => {
    const later = { ...frozen, at: '2026-04-07T03:00:00.000Z' };
    givenPeriod([OFFICE, listed(1)])
      .when(listing(1, later))
      .then([listed(1, later.at)]);
    expect(
      foldPeriod([
        [OFFICE, listed(1)],
        [SECOND, listed(1, later.at)],
      ]).listing,
    ).toStrictEqual({
      at: later.at,
      parts: 2,
      listed: [FIRST],
    });
  });

  it('an earlier list gives way to a later one that was begun meanwhile', () => {
    givenPeriod([SECOND, listed(1, '2026-04-07T03:00:00.000Z')])
      .when(listing(2))
      .thenRefused('closing-under-way', 'Có người khác đang chốt kỳ 03/2026: hãy xem lại rồi thử lại.');
  });

  it('nothing is listed on a period that is closed', () => {
    givenPeriod([OFFICE, listed(1)], [OFFICE, listed(2)], [OFFICE, closed()])
      .when(listing(1, { ...frozen, at: '2026-04-07T03:00:00.000Z' }))
      .thenNothing();
  });
});

describe('Closing', () => {
  const parts = [
    [OFFICE, listed(1)],
    [OFFICE, listed(2)],
  ] as const;
  const confirming =
    (changes: Partial<ClosingFacts> = {}) =>
    (state: Parameters<typeof closePeriod>[0]) =>
      closePeriod(state, frozen, { ...facts, ...changes }, adopted, figures);

  it('freezes the list’s figures with its hash', () => {
    givenPeriod(...parts)
      .when(confirming())
      .then([closed()]);
  });

  it('names the proposal that it confirms', () => {
    givenPeriod([OFFICE, proposed], ...parts)
      .when(confirming({ fourEyes: true, by: SECOND }))
      .then([closed(eventIdAt(0))]);
  });

  it('again yields nothing', () => {
    givenPeriod(...parts, [OFFICE, closed()])
      .when(confirming())
      .thenNothing();
  });

  it('is refused while its list is not whole, or another stands there', () => {
    for (const given of [[parts[0]], [...parts, [SECOND, listed(1, '2026-04-07T03:00:00.000Z')] as const]]) {
      givenPeriod(...given)
        .when(confirming())
        .thenRefused('closing-under-way', 'Có người khác đang chốt kỳ 03/2026: hãy xem lại rồi thử lại.');
    }
  });
});

describe('Reopening', () => {
  const REASON = 'Đơn vị gửi báo cáo qua đường công văn';
  const whenClosed = [
    [OFFICE, listed(1)],
    [OFFICE, listed(2)],
    [OFFICE, closed()],
  ] as const;
  const CLOSE = eventIdAt(2);
  const requested = {
    type: 'PeriodReopenRequested' as const,
    data: { ...NAME, close: CLOSE, reason: REASON },
  };
  const reopened = (request: string | null) => ({
    type: 'PeriodReopened' as const,
    data: { ...NAME, request, close: CLOSE, reason: REASON },
  });
  const asking =
    (by = OFFICE, reason = REASON, fourEyes = true) =>
    (state: Parameters<typeof requestReopening>[0]) =>
      requestReopening(state, { ...NAME, by, fourEyes }, reason);
  const confirming =
    (by = SECOND) =>
    (state: Parameters<typeof confirmReopening>[0]) =>
      confirmReopening(state, { ...NAME, by });

  it('is asked for by one and confirmed by another', () => {
    givenPeriod(...whenClosed)
      .when(asking())
      .then([requested]);
    givenPeriod(...whenClosed, [OFFICE, requested])
      .when(confirming())
      .then([reopened(eventIdAt(3))]);
  });

  it('takes one person where the policy asks for no second', () => {
    givenPeriod(...whenClosed)
      .when(asking(OFFICE, REASON, false))
      .then([reopened(null)]);
  });

  it('is never confirmed by who asked for it', () => {
    givenPeriod(...whenClosed, [OFFICE, requested])
      .when(confirming(OFFICE))
      .thenRefused('second-person-needed', 'Đã đề nghị mở lại kỳ 03/2026: phải do người khác xác nhận.');
  });

  it('asked for again by the same person for the same reason yields nothing', () => {
    givenPeriod(...whenClosed, [OFFICE, requested])
      .when(asking())
      .thenNothing();
  });

  it.each([
    [SECOND, REASON],
    [OFFICE, 'Lý do khác'],
  ])('is refused while another request waits (%s, %s)', (by, reason) => {
    givenPeriod(...whenClosed, [OFFICE, requested])
      .when(asking(by, reason))
      .thenRefused('reopening-pending', `Đã có đề nghị mở lại kỳ 03/2026 chờ xác nhận: ${REASON}`);
  });

  it('is refused without a reason', () => {
    givenPeriod(...whenClosed)
      .when(asking(OFFICE, '  '))
      .thenRefused('reason-missing', 'Mở lại kỳ đã chốt phải nêu lý do.');
  });

  it('is refused of what isn’t closed, before the close and after a reopening', () => {
    for (const given of [[], [...whenClosed, [OFFICE, reopened(null)] as const]]) {
      for (const decide of [asking(), confirming()]) {
        givenPeriod(...given)
          .when(decide)
          .thenRefused('period-not-closed', 'Kỳ 03/2026 chưa chốt: không có gì để mở lại.');
      }
    }
  });

  it('is not confirmed where nobody asked', () => {
    givenPeriod(...whenClosed)
      .when(confirming())
      .thenRefused('no-reopening-pending', 'Không có đề nghị mở lại kỳ 03/2026 nào chờ xác nhận.');
  });

  it('lets the period be closed anew', () => {
    givenPeriod(...whenClosed, [OFFICE, requested], [SECOND, reopened(eventIdAt(3))])
      .when((state) => closing(state, facts))
      .then('close');
  });

  it('takes no account of events that it does not know', () => {
    givenPeriod([OFFICE, { type: 'PeriodOpened', data: {} }])
      .when((state) => closing(state, facts))
      .then('close');
  });
});
