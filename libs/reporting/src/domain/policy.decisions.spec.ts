import { describe, expect, it } from '@jest/globals';
import { adoptPolicy } from './policy.decisions.js';
import type { ReportingPolicyAdopted } from './policy.events.js';
import { type AdoptedPolicy, policyFor } from './policy.js';
import { given, programmeRegistered } from './testing/given.js';
import { sampleAdopted } from './testing/sample-policy.js';

const adoptedEvent = (data: AdoptedPolicy): ReportingPolicyAdopted => ({
  type: 'ReportingPolicyAdopted',
  data,
});

const first = sampleAdopted('2026-01-01');
const adopting =
  (adopted: AdoptedPolicy, today = '2026-01-02') =>
  (state: Parameters<typeof adoptPolicy>[0]) =>
    adoptPolicy(state, adopted, today);

describe('Adopting a reporting policy', () => {
  it('puts it on the programme’s record, calendar included', () => {
    given(programmeRegistered).when(adopting(first)).then(adoptedEvent(first));
  });

  it('again with the same content yields nothing', () => {
    given(programmeRegistered, adoptedEvent(first))
      .when(adopting(sampleAdopted('2026-01-01')))
      .thenNothing();
  });

  it('from a later day follows the one before', () => {
    const next = sampleAdopted('2026-01-02', { goal: 0.95 });
    given(programmeRegistered, adoptedEvent(first)).when(adopting(next)).then(adoptedEvent(next));
  });

  it('with the same policy from a later day follows too: it may bring a newer calendar', () => {
    const next = { ...first, from: '2027-01-01' };
    given(programmeRegistered, adoptedEvent(first)).when(adopting(next)).then(adoptedEvent(next));
  });

  it('that held once, and was followed by another, is refused rather than adopted twice', () => {
    const next = sampleAdopted('2026-06-01');
    given(programmeRegistered, adoptedEvent(first), adoptedEvent(next))
      .when(adopting(first))
      .thenRefused('invalid-policy', 'Quy chế mới phải áp dụng sau ngày 2026-06-01 của quy chế đang có.');
  });

  it('is refused where it would reach back into a month before the present one', () => {
    given(programmeRegistered, adoptedEvent(first))
      .when(adopting(sampleAdopted('2026-03-01', { goal: 0.95 }), '2026-04-10'))
      .thenRefused(
        'invalid-policy',
        'Quy chế mới không áp dụng cho các kỳ đã qua: sớm nhất từ ngày 2026-04-01.',
      );
  });

  it('may hold from the first day of the present month', () => {
    const next = sampleAdopted('2026-04-01', { goal: 0.95 });
    given(programmeRegistered, adoptedEvent(first))
      .when(adopting(next, '2026-04-10'))
      .then(adoptedEvent(next));
  });

  it('may look back where it is the first: a programme can be taken over in the middle of its year', () => {
    given(programmeRegistered).when(adopting(first, '2026-08-01')).then(adoptedEvent(first));
  });

  it('takes no account of other events of the programme', () => {
    const other = { type: 'ProgrammeClosed', data: {} };
    given(programmeRegistered, other).when(adopting(first)).then(adoptedEvent(first));
  });

  it('is refused for a programme that was never registered', () => {
    given().when(adopting(first)).thenRefused('programme-not-found', 'Chưa có chương trình này.');
  });

  it.each([
    ['on the same day as the last', '2026-01-01'],
    ['before the last', '2025-12-31'],
  ])('is refused where another content begins %s', (_name, from) => {
    given(programmeRegistered, adoptedEvent(first))
      .when(adopting(sampleAdopted(from, { goal: 0.95 })))
      .thenRefused('invalid-policy', 'Quy chế mới phải áp dụng sau ngày 2026-01-01 của quy chế đang có.');
  });

  it.each(['2026-02-30', '2026-1-1', 'mai', ''])('is refused from “%s”, which is no day', (from) => {
    given(programmeRegistered)
      .when(adopting({ ...first, from }))
      .thenRefused('invalid-policy', `Ngày áp dụng “${from}” không phải là một ngày.`);
  });

  it.each([0, 29, -1, 5.5, Number.NaN])('is refused with the cut-off on day %s', (day) => {
    given(programmeRegistered)
      .when(adopting(sampleAdopted('2026-01-01', { cutOff: { day } })))
      .thenRefused('invalid-policy', 'Ngày chốt phải từ 1 đến 28.');
  });

  it.each([1, 28])('is taken with the cut-off on day %s', (day) => {
    const adopted = sampleAdopted('2026-01-01', { cutOff: { day } });
    given(programmeRegistered).when(adopting(adopted)).then(adoptedEvent(adopted));
  });

  it.each(['24:00', '17:60', '7:00', '17h00', ''])('is refused with the cut-off at “%s”', (time) => {
    given(programmeRegistered)
      .when(adopting(sampleAdopted('2026-01-01', { cutOff: { time } })))
      .thenRefused('invalid-policy', `Giờ chốt “${time}” phải có dạng HH:mm.`);
  });

  it.each([-0.01, 1.01, 90, Number.NaN])('is refused with a goal of %s', (goal) => {
    given(programmeRegistered)
      .when(adopting(sampleAdopted('2026-01-01', { goal })))
      .thenRefused('invalid-policy', 'Mục tiêu phải từ 0 đến 1.');
  });
});

describe('Changing the kind of period', () => {
  const MID_MONTH = { period: 'mid-month', cutOff: { day: 18 } } as const;
  const WEEK = { period: 'week', cutOff: { weekday: 1, time: '16:00', nextWorkingDay: true } } as const;
  const weekly = (from: string): AdoptedPolicy => {
    const adopted = sampleAdopted(from, { period: 'week' });
    return { ...adopted, policy: { ...adopted.policy, cutOff: WEEK.cutOff } };
  };

  it('may be done from a day on whose first period’s cut-off is still to come', () => {
    const next = sampleAdopted('2026-04-15', MID_MONTH);
    given(programmeRegistered, adoptedEvent(first))
      .when(adopting(next, '2026-04-10'))
      .then(adoptedEvent(next));
  });

  it('is refused where the first period of the new kind would be past its cut-off already', () => {
    // The period from 15/03 to 14/04 was to be reported until 18/04.
    given(programmeRegistered, adoptedEvent(first))
      .when(adopting(sampleAdopted('2026-04-01', MID_MONTH), '2026-04-25'))
      .thenRefused(
        'invalid-policy',
        'Hạn nộp đầu tiên theo quy chế mới (ngày 20/04/2026) đã qua: hãy áp dụng từ kỳ sau.',
      );
    given(programmeRegistered, adoptedEvent(first))
      .when(adopting(weekly('2026-04-01'), '2026-04-25'))
      .thenRefused(
        'invalid-policy',
        'Hạn nộp đầu tiên theo quy chế mới (ngày 06/04/2026) đã qua: hãy áp dụng từ kỳ sau.',
      );
  });

  it('to weeks may be done from the present week on', () => {
    const next = weekly('2026-04-20');
    given(programmeRegistered, adoptedEvent(first))
      .when(adopting(next, '2026-04-24'))
      .then(adoptedEvent(next));
  });

  it('from weeks is refused where it would reach back before the present week', () => {
    given(programmeRegistered, adoptedEvent(weekly('2026-01-05')))
      .when(adopting(sampleAdopted('2026-04-01'), '2026-04-24'))
      .thenRefused(
        'invalid-policy',
        'Quy chế mới không áp dụng cho các kỳ đã qua: sớm nhất từ ngày 2026-04-20.',
      );
  });

  it('is refused with a cut-off of another kind of period', () => {
    given(programmeRegistered, adoptedEvent(first))
      .when(adopting(sampleAdopted('2026-05-01', { period: 'week' }), '2026-04-10'))
      .thenRefused('invalid-policy', 'Quy chế tuần phải nêu thứ chốt (cutOff.weekday) từ 1 đến 7.');
  });

  it('leaves the cut-offs of past periods as they were, so that nothing becomes late after the fact', () => {
    const adopted = [first, sampleAdopted('2026-05-15', MID_MONTH)];
    for (const period of ['2026-02', '2026-03', '2026-04']) {
      const [before, after] = [policyFor([first], period), policyFor(adopted, period)];
      expect([period, before, after]).toStrictEqual([period, first, first]);
    }
  });
});
