import { describe, expect, it } from '@jest/globals';
import { type ExplanationStep, explanationsOf } from './explanations.js';
import { local } from './testing/given.js';

const WARNING = 'update-missing.mau-2026.1.so-a.2026-03';

const step = (type: ExplanationStep['type'], at: string, fields: Partial<ExplanationStep> = {}) => ({
  type,
  warning: WARNING,
  eventId: `${type} ${at}`,
  at: local(at),
  by: 'co-quan-thuong-truc',
  byName: 'Cơ quan Thường trực',
  dueOn: null,
  objective: null,
  ...fields,
});
const asked = (at: string, dueOn: string) => step('ExplanationRequested', at, { dueOn });
const given = (at: string) => step('ExplanationSubmitted', at);
const returned = (at: string, dueOn: string) => step('ExplanationReturned', at, { dueOn });
const confirmed = (at: string, objective: boolean) => step('CauseConfirmed', at, { objective });

/** `asked|unasked given|- late|in time objective|subjective|-` of each round. */
const told = (steps: readonly ExplanationStep[], asOf = '2026-04-30 09:00') =>
  explanationsOf(steps, local(asOf)).map(({ request, submitted, late, judged }) =>
    [
      request ? 'asked' : 'unasked',
      submitted ? 'given' : '-',
      late ? 'late' : 'in time',
      judged ? (judged.objective ? 'objective' : 'subjective') : '-',
    ].join(' '),
  );

const ASKED = asked('2026-04-08 09:00', '2026-04-15');

describe('Explanations', () => {
  it.each<[string, readonly ExplanationStep[], string, readonly string[]]>([
    ['not yet due are not late', [ASKED], '2026-04-15 23:00', ['asked - in time -']],
    ['not given by their day are late', [ASKED], '2026-04-16 00:00', ['asked - late -']],
    [
      'given on their day are in time',
      [ASKED, given('2026-04-15 23:00')],
      '2026-04-30 09:00',
      ['asked given in time -'],
    ],
    [
      'given after it are late',
      [ASKED, given('2026-04-16 08:00')],
      '2026-04-30 09:00',
      ['asked given late -'],
    ],
    [
      'given back have a new day, by which the next answer is judged',
      [
        ASKED,
        given('2026-04-14 08:00'),
        returned('2026-04-17 08:00', '2026-04-24'),
        given('2026-04-24 08:00'),
      ],
      '2026-04-30 09:00',
      ['asked given in time -'],
    ],
    [
      'given back and never given again are late',
      [ASKED, given('2026-04-14 08:00'), returned('2026-04-17 08:00', '2026-04-24')],
      '2026-04-30 09:00',
      ['asked given late -'],
    ],
    [
      'late once stay late, whatever is found',
      [ASKED, given('2026-04-16 08:00'), confirmed('2026-04-20 08:00', true)],
      '2026-04-30 09:00',
      ['asked given late objective'],
    ],
    [
      'asked for a second time are a second round',
      [
        ASKED,
        given('2026-04-10 08:00'),
        confirmed('2026-04-13 08:00', false),
        asked('2026-04-20 09:00', '2026-05-05'),
      ],
      '2026-04-30 09:00',
      ['asked given in time subjective', 'asked - in time -'],
    ],
    [
      'may come unasked',
      [given('2026-04-10 08:00'), confirmed('2026-04-13 08:00', true)],
      '2026-04-30 09:00',
      ['unasked given in time objective'],
    ],
  ])('%s', (_name, steps, asOf, expected) => {
    expect(told(steps, asOf)).toStrictEqual(expected);
  });
});
