import type { EventLog, JsonObject, Position, RecordedEvent } from '#event-log';
import { addDays, endOfDay, instantAt, localDate } from '#kernel';
import { type AdoptedPolicy, adoptedPolicy, cutOffOf } from '#reporting';
import {
  type AssignmentEvents,
  type AssignmentEventType,
  assignmentId,
  assignmentState,
  assignmentStream,
  type ProgressReported,
} from '#tasks';
import { evaluate, warningStream } from '#warnings';
import { Random } from '../simulation/random.js';
import { texts } from '../simulation/texts.js';

/*
 * A country's assignments after the first three months of a year: made up, alike in kind and share to what is seen in
 * one city. Nine of ten updates are good and in time; work is accepted late, extended, finished or overdue. The same
 * number of assignments is always the same events.
 */

const PROGRAMME = 'ct-2026';
const PROVINCES = 34;
/** Communes, and the provinces themselves. */
const UNITS = 3_321 + PROVINCES;
const POLICY_FROM = '2026-01-01';
const ASSIGNED_AT = instantAt('2026-01-05', '08:00');
const PERIODS = ['2026-01', '2026-02', '2026-03'];
const DUES = ['2026-01-31', '2026-03-31', '2026-04-17', '2026-06-30'];
/** Share of the tasks that have an end. */
const WITH_END = 0.4;
const WITH_BUDGET = 0.15;

const policy: AdoptedPolicy = adoptedPolicy('city-monthly', POLICY_FROM);
const POLICIES = [policy];
const cutOffs = PERIODS.map((period) => cutOffOf(policy, period));

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const shifted = (instant: string, milliseconds: number) =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** The moment at which the third month closes: its cut-off has just passed. */
export const AT_CLOSE = shifted(cutOffs.at(-1) ?? '', 1);
/** When the scheduler looked for the last time before: what it wrote then stands. */
const LOOKED_AT = shifted(AT_CLOSE, -MINUTE_MS);

type Fact = {
  [Type in AssignmentEventType]: {
    readonly id: string;
    readonly at: string;
    readonly type: Type;
    readonly data: AssignmentEvents[Type];
  };
}[AssignmentEventType];

const HEX = 16;
const GROUPS = [8, 4, 3, 3, 12];

/** An id of the form of those that are derived from commands. */
function madeUpId(random: Random): string {
  const [first, second, third, fourth, last] = GROUPS.map((length) =>
    Math.floor(random.next() * HEX ** length)
      .toString(HEX)
      .padStart(length, '0'),
  );
  return `${first}-${second}-5${third}-8${fourth}-${last}`;
}

/** What happened to one assignment until the close, in order. */
function factsOf(random: Random, task: string, unit: string): readonly Fact[] {
  const facts: Fact[] = [];
  const add = <Type extends AssignmentEventType>(at: string, type: Type, data: AssignmentEvents[Type]) => {
    const fact = { id: madeUpId(random), at, type, data } as Fact;
    if (at <= LOOKED_AT) facts.push(fact);
    return fact.id;
  };
  const due = random.chance(WITH_END) ? random.pick(DUES) : null;
  const budgetMillionVnd = random.chance(WITH_BUDGET) ? random.whole(1, 40) * 50 : null;
  add(ASSIGNED_AT, 'TaskAssigned', {
    programme: PROGRAMME,
    task,
    unit,
    viaGroup: 'cac-xa-phuong-dac-khu',
    transferredFrom: null,
    scheduleKind: due === null ? 'ongoing' : 'quarter',
    due,
    ...(budgetMillionVnd === null ? {} : { budgetMillionVnd }),
  });
  const acceptedAt = shifted(ASSIGNED_AT, HOUR_MS * random.whole(2, random.chance(0.9) ? 90 : 500));
  add(acceptedAt, 'AssignmentAccepted', { byReporting: false });
  add(shifted(acceptedAt, MINUTE_MS), 'AssignmentStatusChanged', {
    from: 'accepted',
    to: 'in-progress',
    reason: null,
    document: null,
  });
  const endsAt =
    due !== null && random.chance(0.8) ? instantAt(addDays(due, random.whole(-9, 1)), '15:00') : null;
  const text = random.chance(0.01) ? texts.summary(random) : null;
  let percentBefore: number | null = null;
  for (const [nth, period] of PERIODS.entries()) {
    const kind = random.next();
    if (kind >= 0.96) continue;
    const hours = kind >= 0.93 ? random.whole(3, 90) : -random.whole(2, 110);
    const at = shifted(cutOffs[nth] ?? '', HOUR_MS * hours);
    if (endsAt !== null && at > endsAt) continue;
    const percent = due === null ? null : 30 * (nth + 1);
    const summary = text ?? `${texts.summary(random)} (${random.whole(2, 400)})`;
    const isThin = kind >= 0.9 && kind < 0.93;
    const report: ProgressReported = {
      period,
      kind: 'progress',
      percentBefore,
      percent,
      percentDownReason: null,
      summary: isThin ? texts.thin(random) : summary,
      difficulties: texts.difficulties(random),
      proposals: '',
      documents: [],
      disbursedVnd:
        budgetMillionVnd === null
          ? null
          : Math.round(budgetMillionVnd * 10_000 * random.whole(0, 30 * (nth + 1))),
      deliverables: random.chance(0.3) ? ['Báo cáo'] : [],
    };
    const id = add(at, 'ProgressReported', report);
    percentBefore = percent;
    if (random.chance(0.01)) {
      const reason = 'Số liệu chưa khớp với báo cáo của đơn vị phối hợp';
      add(shifted(at, HOUR_MS * 20), 'ProgressReportReturned', { report: id, period, reason });
    }
  }
  if (endsAt !== null) {
    const proposal = add(endsAt, 'CompletionProposed', {
      from: 'in-progress',
      summary: 'Đã hoàn thành, gửi kèm sản phẩm',
      deliverables: ['Báo cáo'],
      documents: [],
    });
    const completed = { proposal, completedOn: localDate(endsAt), due, note: '' };
    if (random.chance(0.9)) add(shifted(endsAt, HOUR_MS * 40), 'CompletionConfirmed', completed);
  } else if (due !== null && random.chance(0.3)) {
    add(shifted(endOfDay(due), HOUR_MS * 60), 'ExtensionGranted', {
      request: madeUpId(random),
      originalDue: due,
      from: due,
      to: addDays(due, 60),
      reason: texts.whyLate(random),
      document: null,
    });
  }
  return facts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const POSITION_DIGITS = 16;
const NO_POSITION = '' as Position;

function recorded(
  stream: string,
  revision: number,
  fact: { readonly id: string; readonly at: string; readonly type: string; readonly data: JsonObject },
  effectiveOn: string,
): RecordedEvent {
  const { id, at, type, data } = fact;
  const metadata = {
    actor: { id: 'bench', role: 'lead-unit', unit: null },
    commandId: id,
    correlationId: id,
    recordedAt: at,
    effectiveOn,
    schemaVersion: 1,
  };
  // Projections of these tables ask for no stored text.
  return { id, type, data, metadata, stream, revision, position: NO_POSITION, rawData: '', rawMetadata: '' };
}

/** The events of one assignment, then those of the warnings that it has had before the close. */
function eventsOf(index: number): readonly RecordedEvent[] {
  const random = new Random(`rules/${index}`);
  const unitNumber = index % UNITS;
  const task = String(Math.floor(index / UNITS) + 1);
  const unit = unitNumber < PROVINCES ? `tinh-${unitNumber + 1}` : `phuong-xa-${unitNumber}`;
  const stream = assignmentStream(assignmentId(PROGRAMME, task, unit));
  const events = factsOf(random, task, unit).map((fact, revision) =>
    recorded(stream, revision, fact, localDate(fact.at)),
  );
  const assignment = events.reduce(assignmentState.evolve, assignmentState.initial);
  if (!assignment) throw new Error(`nothing is known of ${stream}`);
  const warnings = evaluate(assignment, POLICIES, LOOKED_AT).flatMap(({ id, events: turns }) =>
    turns.map(({ type, data, effectiveOn }, revision) =>
      recorded(warningStream(id), revision, { id: madeUpId(random), at: data.at, type, data }, effectiveOn),
    ),
  );
  return [...events, ...warnings];
}

/** The programme's policy, then its assignments. */
function* eventsOfAll(assignments: number): Generator<RecordedEvent> {
  const random = new Random('rules');
  const adoption = { id: madeUpId(random), at: ASSIGNED_AT, type: 'ReportingPolicyAdopted', data: policy };
  yield recorded(`programme-${PROGRAMME}`, 0, adoption, POLICY_FROM);
  for (let index = 0; index < assignments; index += 1) yield* eventsOf(index);
}

const notHere = () => Promise.reject(new Error('a made-up log is only read from end to end'));
const ONLY_READ: Omit<EventLog, 'readAll'> = {
  append: notHere,
  readStream: notHere,
  head: notHere,
  latest: notHere,
  onAppended: () => () => {},
  pollMs: 0,
  close: async () => {},
};

/**
 * A log that makes its events up while it is read, page after page from the first: it needs no memory and no disk.
 * @param assignments how many; those of fewer are the first of more
 */
export function sampleOfRules(assignments: number): EventLog {
  let events = eventsOfAll(assignments);
  let made = 0;
  return {
    ...ONLY_READ,
    readAll: async (after, limit) => {
      if (after === null) {
        events = eventsOfAll(assignments);
        made = 0;
      }
      const page: RecordedEvent[] = [];
      while (page.length < limit) {
        const { value, done } = events.next();
        if (done) break;
        made += 1;
        page.push({ ...value, position: String(made).padStart(POSITION_DIGITS, '0') as Position });
      }
      return page;
    },
  };
}
