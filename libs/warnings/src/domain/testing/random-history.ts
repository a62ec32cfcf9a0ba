import fc from 'fast-check';
import { addDays, endOfDay, instantAt, periodsBetween } from '#kernel';
import { type AdoptedPolicy, cutOffOf } from '#reporting';
import { type Assignment, ENDED } from '#tasks';
import {
  ALL_RULES,
  accepted,
  assigned,
  assignmentOf,
  becomes,
  completionReturned,
  extended,
  fullPolicy,
  monthsUntil,
  nothingToReport,
  policy,
  report,
  reportReturned,
  type Step,
  shifted,
  thinReport,
} from './history.js';

/** What may happen to an assignment; what does not fit its status is left out. */
const ACTS = [
  'report',
  'full-report',
  'thin-report',
  'nothing-to-report',
  'return-report',
  'accept',
  'suspend',
  'await-condition',
  'resume',
  'propose',
  'confirm',
  'return-completion',
  'extend',
  'end',
] as const;

type Act = (typeof ACTS)[number];

interface PlannedAct {
  readonly at: string;
  readonly act: Act;
  /** Picks among what the act may concern. */
  readonly pick: number;
}

/**
 * Policies whose cut-off changes in the midst of the histories. January's, 28 February, is a Saturday: it moves into
 * the second month after its own.
 */
export const POLICIES: readonly AdoptedPolicy[] = [
  policy('2026-01-01', 28),
  policy('2026-03-01', 5),
  policy('2026-05-01', 2),
];

/**
 * The same days under every rule: over Tết, with proofs asked for or not, with ladders of which the one in the middle
 * climbs slower, and with a first policy that lets nothing climb.
 */
export const FULL_POLICIES: readonly AdoptedPolicy[] = [
  fullPolicy({ ...ALL_RULES, escalation: {}, sufficiency: { proofAtFull: false } }, '2026-01-01', 28),
  fullPolicy(
    { ...ALL_RULES, escalation: { unitHeadAfter: 3, leaderAfter: 9, inspectionAfterPeriods: 2 } },
    '2026-03-01',
    5,
  ),
  fullPolicy(
    {
      warnings: { dueSoonWorkingDays: 3, contradiction: { sameTextPeriods: 2 } },
      escalation: { unitHeadAfter: 2, leaderAfter: 3, inspectionAfterPeriods: 2 },
    },
    '2026-05-01',
    2,
  ),
];

const FIRST_MONTH = '2026-01';
const LAST_MONTH = '2026-07';
const START = instantAt('2026-01-01');
const LENGTH_MS = 210 * 86_400_000;

/** An instant after all that happens in these histories. */
export const END = instantAt('2026-08-20', '09:00');

const DUES = ['2026-01-31', '2026-03-15', '2026-03-31', '2026-05-29', '2026-06-30'];

/** The instants at which something falls due: where a rule is most likely to err. */
const EDGES = [
  ...periodsBetween(FIRST_MONTH, LAST_MONTH).flatMap((period) =>
    POLICIES.map((one) => cutOffOf(one, period)),
  ),
  ...DUES.map(endOfDay),
  // Where warnings climb and due dates come near.
  ...['2026-01-28', '2026-02-13', '2026-02-23', '2026-03-09', '2026-05-01', '2026-06-26'].flatMap((day) => [
    instantAt(day, '08:00'),
    instantAt(day, '17:00'),
  ]),
]
  .filter((edge) => edge < END)
  .flatMap((edge) => [shifted(edge, -1), edge, shifted(edge, 1)]);

/** Any instant of the half year, those where something falls due more often than chance. */
export const anyInstant: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: LENGTH_MS }).map((ms) => shifted(START, ms)) },
  { weight: 1, arbitrary: fc.constantFrom(...EDGES) },
);

const anyAct: fc.Arbitrary<PlannedAct> = fc.record({
  at: anyInstant,
  act: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<Act>('report', 'full-report', 'thin-report', 'return-report') },
    { weight: 6, arbitrary: fc.constantFrom<Act>(...ACTS.filter((act) => act !== 'end')) },
    { weight: 1, arbitrary: fc.constant<Act>('end') },
  ),
  pick: fc.nat({ max: 1000 }),
});

/** A random history of an assignment over half a year. No two commands share an instant. */
export function anyHistory(task = '7'): fc.Arbitrary<readonly Step[]> {
  return fc
    .record({
      at: anyInstant,
      due: fc.constantFrom(null, ...DUES),
      acts: fc.array(anyAct, { maxLength: 14 }),
    })
    .map(({ at, due, acts }) => {
      const steps: Step[] = [assigned(at, { task, due, budgetMillionVnd: 1_000 })];
      const planned = acts.filter((act) => act.at > at).sort((a, b) => (a.at < b.at ? -1 : 1));
      for (const [index, act] of planned.entries()) {
        if (act.at !== planned[index - 1]?.at) steps.push(...stepsOf(act, assignmentOf(steps)));
      }
      return steps;
    });
}

function stepsOf({ at, act, pick }: PlannedAct, assignment: Assignment): Step[] {
  const { status, currentDue, reports } = assignment;
  const working = status === 'assigned' || status === 'accepted' || status === 'in-progress';
  switch (act) {
    case 'report':
    case 'full-report':
    case 'thin-report':
    case 'nothing-to-report': {
      if (ENDED.has(status)) return [];
      const months = periodsBetween(...monthsUntil(assignment, at));
      const period = months[Math.max(0, months.length - 1 - (pick % 3))] ?? '';
      const make = {
        report,
        'full-report': (on: string, of: string) =>
          report(on, of, {
            percent: 100,
            disbursedVnd: (pick % 9) * 100_000_000,
            summary: `Lần ${pick % 2}`,
          }),
        'thin-report': thinReport,
        'nothing-to-report': nothingToReport,
      }[act];
      // A first report also accepts the assignment and starts the work, in one command.
      const first = status === 'assigned';
      return [
        ...(first ? [accepted(at)] : []),
        make(at, period),
        ...(first ? [becomes(at, 'in-progress', 'accepted')] : []),
      ];
    }
    case 'return-report': {
      const open = reports.filter(({ returned }) => !returned);
      const one = open[pick % (open.length || 1)];
      return one ? [reportReturned(at, one.eventId, one.period)] : [];
    }
    case 'accept':
      return status === 'assigned' ? [accepted(at)] : [];
    case 'suspend':
      return working ? [becomes(at, 'suspended', status)] : [];
    case 'await-condition':
      return working ? [becomes(at, 'awaiting-condition', status)] : [];
    case 'resume':
      return status === 'suspended' || status === 'awaiting-condition' || status === 'completed'
        ? [becomes(at, 'in-progress', status)]
        : [];
    case 'propose':
      return working && status !== 'assigned' ? [becomes(at, 'completion-proposed', status)] : [];
    case 'confirm':
      return status === 'completion-proposed' ? [becomes(at, 'completed', status)] : [];
    case 'return-completion':
      return status === 'completion-proposed' ? [completionReturned(at)] : [];
    case 'extend':
      return currentDue === null || ENDED.has(status)
        ? []
        : [extended(at, currentDue, addDays(currentDue, 1 + (pick % 60)))];
    case 'end':
      return ENDED.has(status)
        ? []
        : [becomes(at, (['cancelled', 'released', 'transferred'] as const)[pick % 3] ?? 'cancelled', status)];
  }
}
