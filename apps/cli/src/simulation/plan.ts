import {
  addDays,
  daysApart,
  endOfDay,
  firstDay,
  instantAt,
  lastDay,
  type Period,
  periodOf,
  periodsBetween,
  type WorkCalendar,
  workingDayFrom,
} from '#kernel';
import { type AdoptedPolicy, cutOffOf, policyFor } from '#reporting';
import type { DocumentRef, ProposalContent, ReportContent } from '#tasks';
import { Random } from './random.js';
import { texts } from './texts.js';

/** An assignment as the plan needs it. */
export interface PlannedAssignment {
  readonly id: string;
  readonly unit: string;
  readonly viaGroup: string | null;
  readonly due: string | null;
  readonly deliverables: readonly string[];
}

/** What somebody will do, and when. */
export type Action = { readonly at: string; readonly assignment: string; readonly unit: string } & (
  | { readonly kind: 'accept' }
  | { readonly kind: 'report'; readonly report: ReportContent; readonly tag?: string }
  | { readonly kind: 'return'; readonly tag: string; readonly reason: string }
  | { readonly kind: 'propose'; readonly proposal: ProposalContent }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'return-completion'; readonly reason: string }
  | { readonly kind: 'request-extension'; readonly to: string; readonly reason: string }
  | { readonly kind: 'decide-extension'; readonly decision: 'granted' | 'refused'; readonly reason: string }
  | {
      readonly kind: 'change-status';
      readonly to: 'in-progress' | 'suspended';
      readonly reason: string;
      readonly document: DocumentRef | null;
    }
  | { readonly kind: 'release'; readonly reason: string }
);

export interface PlanSettings {
  readonly seed: string;
  readonly from: string;
  readonly until: string;
  /** In the order of adoption; at least one. */
  readonly policies: readonly AdoptedPolicy[];
  readonly calendar: WorkCalendar;
}

const QUARTERS_OF_WORK = 36;
const FIRST_QUARTER = 30;
const QUARTER_MINUTES = 15;

/** The day of an instant within working hours: the same in UTC as in Việt Nam. */
const dayOf = (instant: string) => instant.slice(0, 10);

/** A quarter of an hour within the working hours of the first working day from `date`. */
function workingInstant(random: Random, date: string, calendar: WorkCalendar): string {
  const minutes = (FIRST_QUARTER + random.whole(0, QUARTERS_OF_WORK)) * QUARTER_MINUTES;
  const two = (n: number) => String(n).padStart(2, '0');
  return instantAt(workingDayFrom(date, calendar), `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`);
}

/** How well a unit keeps its months, 0–1: most do, a few don't. */
function diligenceOf(seed: string, unit: string): number {
  const random = new Random(`${seed}/unit/${unit}`);
  return random.chance(0.09) ? 0.72 + 0.16 * random.next() : 0.94 + 0.055 * random.next();
}

/** What makes an assignment's story different from the usual one. */
export type Twist = 'extension-granted' | 'extension-refused' | 'reopened' | 'suspended' | 'released';

interface Story {
  readonly settings: PlanSettings;
  readonly assignment: PlannedAssignment;
  readonly random: Random;
  readonly diligence: number;
  /** Day on which the unit will say that it is done; null: not within the plan. */
  readonly finish: string | null;
}

function storyOf(settings: PlanSettings, assignment: PlannedAssignment): Story {
  const random = new Random(`${settings.seed}/assignment/${assignment.id}`);
  const diligence = diligenceOf(settings.seed, assignment.unit);
  return {
    settings,
    assignment,
    random,
    diligence,
    finish: finishOf(settings, assignment, random, diligence),
  };
}

function finishOf(
  { from }: PlanSettings,
  { due }: PlannedAssignment,
  random: Random,
  diligence: number,
): string | null {
  if (due === null) return null;
  if (random.chance(0.02)) return null;
  const late = random.chance((1 - diligence) * 1.6);
  if (late) return addDays(due, random.whole(3, 50));
  const room = Math.max(1, Math.min(25, daysApart(from, due) - 10));
  return addDays(due, -random.whole(0, room));
}

/**
 * Assignments whose story takes a turn: two extensions granted and one refused for work that runs late, one
 * reopening, one suspension, three releases. Which ones follows from the seed alone.
 */
export function twistsOf(
  settings: PlanSettings,
  assignments: readonly PlannedAssignment[],
): ReadonlyMap<string, Twist> {
  const twists = new Map<string, Twist>();
  const random = new Random(`${settings.seed}/twists`);
  const take = (
    count: number,
    twist: Twist,
    fits: (assignment: PlannedAssignment, finish: string | null) => boolean,
  ) => {
    const fitting = assignments.filter(
      (assignment) => !twists.has(assignment.id) && fits(assignment, storyOf(settings, assignment).finish),
    );
    for (let taken = 0; taken < count && fitting.length > 0; taken += 1) {
      const [one] = fitting.splice(random.whole(0, fitting.length - 1), 1);
      if (one) twists.set(one.id, twist);
    }
  };
  const runsLate = ({ due }: PlannedAssignment, finish: string | null) =>
    due !== null &&
    finish !== null &&
    daysApart(due, finish) >= 10 &&
    daysApart(settings.from, due) >= 20 &&
    finish < settings.until;
  take(2, 'extension-granted', runsLate);
  take(1, 'extension-refused', runsLate);
  take(
    1,
    'reopened',
    ({ due }, finish) =>
      due !== null && finish !== null && finish <= due && daysApart(finish, settings.until) >= 60,
  );
  take(1, 'suspended', ({ due }) => due === null);
  take(3, 'released', ({ viaGroup, due }) => viaGroup !== null && due === null);
  return twists;
}

/** Everything that will be done about one assignment, oldest first, within the plan's days. */
export function planAssignment(
  settings: PlanSettings,
  assignment: PlannedAssignment,
  twist: Twist | undefined,
): Action[] {
  const story = storyOf(settings, assignment);
  const actions = [
    ...acceptance(story),
    ...(twist === 'extension-granted' || twist === 'extension-refused' ? extension(story, twist) : []),
    ...(twist === 'suspended' ? suspension(story) : []),
    ...(twist === 'released' ? release(story) : []),
  ];
  const closing = completion(story, twist === 'reopened');
  const proposedAt = closing.find(({ kind }) => kind === 'propose')?.at;
  const releasedAt = actions.find(({ kind }) => kind === 'release')?.at;
  const reopenedAt = closing.find(({ kind }) => kind === 'change-status')?.at;
  const monthly = updates(story, reopenedAt).filter(
    ({ at }) =>
      (proposedAt === undefined || at < proposedAt || (reopenedAt !== undefined && at > reopenedAt)) &&
      (releasedAt === undefined || at < releasedAt),
  );
  const end = endOfDay(settings.until);
  return [...actions, ...monthly, ...closing]
    .filter(({ at }) => at < end)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function acceptance({ settings, assignment, random, diligence }: Story): Action[] {
  if (!random.chance(diligence)) return [];
  const at = workingInstant(random, addDays(settings.from, random.whole(1, 6)), settings.calendar);
  return [{ kind: 'accept', at, assignment: assignment.id, unit: assignment.unit }];
}

/** Percent by the day that has come of all days until the finish: never down, 100 only at the end. */
function percentOn(story: Story, date: string): number | null {
  const { assignment, finish, settings } = story;
  if (assignment.due === null) return null;
  const end = finish ?? addDays(assignment.due, 120);
  const share = daysApart(settings.from, date) / Math.max(1, daysApart(settings.from, end));
  return Math.max(5, Math.min(95, Math.round((share * 100) / 5) * 5));
}

function reportFor(
  story: Story,
  period: Period,
  date: string,
  kind: 'full' | 'thin' | 'nothing',
): ReportContent {
  const { random, assignment } = story;
  return {
    period,
    kind: kind === 'nothing' ? 'nothing-to-report' : 'progress',
    percent: kind === 'full' ? percentOn(story, date) : null,
    percentDownReason: null,
    summary: kind === 'full' ? texts.summary(random) : kind === 'thin' ? texts.thin(random) : '',
    difficulties: kind === 'full' ? difficulties(story, period) : '',
    proposals: '',
    documents: [],
    disbursedVnd: null,
    deliverables:
      kind === 'full' && assignment.due === null && random.chance(0.1)
        ? assignment.deliverables.slice(0, 1)
        : [],
  };
}

/** From the month on in which it falls due a unit that isn't done says what holds it up. */
function difficulties({ assignment, random }: Story, period: Period): string {
  const said = texts.difficulties(random);
  const isDue = assignment.due !== null && assignment.due <= lastDay(period);
  return said === '' && isDue ? texts.whyLate(random) : said;
}

/** The monthly updates: most in time, some thin, late, doubled or never; a few returned by the standing office. */
function updates(story: Story, reopenedAt: string | undefined): Action[] {
  const { settings, assignment, random, diligence } = story;
  const { calendar } = settings;
  const subject = { assignment: assignment.id, unit: assignment.unit };
  const actions: Action[] = [];
  let afterReopening = false;
  for (const period of periodsBetween(periodOf(settings.from), periodOf(settings.until))) {
    const policy = policyFor(settings.policies, period);
    if (!policy) continue;
    const cutOff = cutOffOf(policy, period);
    // A unit reports on all of its tasks at one sitting.
    const sitting = new Random(`${settings.seed}/sitting/${assignment.unit}/${period}`);
    const first = period === periodOf(settings.from) ? addDays(settings.from, 8) : firstDay(period);
    const inTime = addDays(lastDay(period), -sitting.whole(0, 6));
    const usual = workingInstant(sitting, inTime < first ? first : inTime, calendar);
    const report = (at: string, kind: 'full' | 'thin' | 'nothing', tag?: string): Action => {
      const content = reportFor(story, period, dayOf(at), kind);
      const goesBack = reopenedAt !== undefined && at > reopenedAt && content.percent !== null;
      const action: Action = {
        kind: 'report',
        at,
        ...subject,
        report: goesBack
          ? {
              ...content,
              percent: 90,
              percentDownReason: afterReopening ? null : 'Mở lại để bổ sung nội dung theo kết luận kiểm tra',
            }
          : content,
        ...(tag ? { tag } : {}),
      };
      if (goesBack) afterReopening = true;
      return action;
    };
    const afterCutOff = (least: number, most: number) =>
      workingInstant(random, addDays(dayOf(cutOff), random.whole(least, most)), calendar);
    // Some months are harder than others for everybody: the year's end of the accounts, Tết, the summer.
    const mood = 1 - 0.07 * new Random(`${settings.seed}/month/${period}`).next();
    const roll = random.next() / mood;
    if (roll < diligence * 0.965) {
      const kind = assignment.due === null && random.chance(0.07) ? 'nothing' : 'full';
      if (random.chance(0.03)) actions.push(report(before(usual, random), 'full'));
      const tag = `${assignment.id}/${period}`;
      const returned = random.chance(0.008);
      actions.push(report(usual, kind, returned ? tag : undefined));
      if (returned) {
        const at = afterCutOff(1, 6);
        const reason = 'Chưa nêu kết quả cụ thể, đề nghị bổ sung số liệu';
        actions.push({ kind: 'return', at, ...subject, tag, reason });
        if (random.chance(0.7)) actions.push(report(afterCutOff(8, 15), 'full'));
      }
    } else if (roll < diligence * 0.985) {
      actions.push(report(usual, 'thin'));
      if (random.chance(0.5)) actions.push(report(afterCutOff(2, 18), 'full'));
    } else if (random.chance(0.62)) {
      actions.push(report(afterCutOff(1, 24), 'full'));
    }
  }
  return actions;
}

/** Some days before an instant, at the same hour, on any day: people also work at week's end. */
function before(instant: string, random: Random): string {
  return new Date(Date.parse(instant) - random.whole(2, 5) * 86_400_000).toISOString();
}

function completion(story: Story, reopened: boolean): Action[] {
  const { settings, assignment, random, finish } = story;
  if (finish === null) return [];
  const { calendar } = settings;
  const subject = { assignment: assignment.id, unit: assignment.unit };
  const proposal: ProposalContent = {
    summary: 'Đã hoàn thành các nội dung được giao và bàn giao sản phẩm.',
    deliverables: assignment.deliverables,
    documents: [],
  };
  const reportedAt = workingInstant(random, finish, calendar);
  const proposedAt = laterQuarter(reportedAt);
  const actions: Action[] = [
    {
      kind: 'report',
      at: reportedAt,
      ...subject,
      report: {
        ...reportFor(story, periodOf(finish), finish, 'full'),
        period: periodOf(dayOf(reportedAt)),
        percent: 100,
        deliverables: assignment.deliverables,
      },
    },
    { kind: 'propose', at: proposedAt, ...subject, proposal },
  ];
  let confirmed = addDays(dayOf(proposedAt), random.whole(2, 8));
  if (random.chance(0.06)) {
    const at = workingInstant(random, confirmed, calendar);
    actions.push({ kind: 'return-completion', at, ...subject, reason: 'Sản phẩm chưa đủ hồ sơ kèm theo' });
    const again = workingInstant(random, addDays(dayOf(at), random.whole(5, 12)), calendar);
    actions.push({ kind: 'propose', at: again, ...subject, proposal });
    confirmed = addDays(dayOf(again), random.whole(4, 9));
  }
  const confirmedAt = workingInstant(random, confirmed, calendar);
  actions.push({ kind: 'confirm', at: confirmedAt, ...subject });
  if (reopened) {
    const day = addDays(dayOf(confirmedAt), 25);
    actions.push({
      kind: 'change-status',
      at: workingInstant(random, day, calendar),
      ...subject,
      to: 'in-progress',
      reason: 'Kết quả kiểm tra cho thấy sản phẩm chưa đạt yêu cầu',
      document: { number: '01/KL-MP', date: day, issuer: 'Ban Chỉ đạo thành phố', sha256: null },
    });
  }
  return actions;
}

const laterQuarter = (instant: string) =>
  new Date(Date.parse(instant) + QUARTER_MINUTES * 60_000).toISOString();

function extension({ settings, assignment, random }: Story, twist: Twist): Action[] {
  const { due } = assignment;
  if (due === null) return [];
  const { calendar } = settings;
  const subject = { assignment: assignment.id, unit: assignment.unit };
  const asked = workingInstant(random, addDays(due, -10), calendar);
  const decided = workingInstant(random, addDays(dayOf(asked), 4), calendar);
  return [
    {
      kind: 'request-extension',
      at: asked,
      ...subject,
      to: addDays(due, 45),
      reason: 'Hồ sơ phải lấy ý kiến bổ sung của cơ quan chuyên ngành',
    },
    twist === 'extension-granted'
      ? { kind: 'decide-extension', at: decided, ...subject, decision: 'granted', reason: 'Lý do chính đáng' }
      : {
          kind: 'decide-extension',
          at: decided,
          ...subject,
          decision: 'refused',
          reason: 'Đơn vị chưa chủ động từ đầu kỳ, không có nguyên nhân khách quan',
        },
  ];
}

function suspension({ settings, assignment, random }: Story): Action[] {
  const { calendar } = settings;
  const subject = { assignment: assignment.id, unit: assignment.unit };
  const at = (offset: number) => workingInstant(random, addDays(settings.from, offset), calendar);
  return [
    {
      kind: 'change-status',
      at: at(75),
      ...subject,
      to: 'suspended',
      reason: 'Chờ sắp xếp lại bộ máy',
      document: null,
    },
    {
      kind: 'change-status',
      at: at(130),
      ...subject,
      to: 'in-progress',
      reason: 'Đã sắp xếp xong bộ máy',
      document: null,
    },
  ];
}

function release({ settings, assignment, random }: Story): Action[] {
  const at = workingInstant(random, addDays(settings.from, random.whole(12, 40)), settings.calendar);
  return [
    {
      kind: 'release',
      at,
      assignment: assignment.id,
      unit: assignment.unit,
      reason: 'Chức năng của đơn vị không liên quan đến nhiệm vụ này',
    },
  ];
}
