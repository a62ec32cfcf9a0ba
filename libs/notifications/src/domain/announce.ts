import { ROLES } from '#access';
import type { JsonObject, RecordedEvent } from '#event-log';
import {
  dateText,
  derivedId,
  isIsoDate,
  isPeriod,
  localDateTimeText,
  type Period,
  periodText,
  rateText,
} from '#kernel';
import { levelText, RULE_TEXT, type WarningSubject } from '#warnings';
import type { Announcement, NoticeKind } from './announcement.js';
import type { NoticeFacts } from './facts.js';

/** What a rule of the table says; the rest follows from the event. */
interface Draft {
  readonly kind: NoticeKind;
  readonly unit: string | null;
  readonly link: string;
  readonly values: Readonly<Record<string, string>>;
  readonly data: JsonObject;
  readonly receivers: readonly string[];
  /** Where not the instant of recording. */
  readonly at?: string;
}

type Rule = (event: RecordedEvent, facts: NoticeFacts) => readonly Draft[];

const ASSIGNMENT = 'assignment-';
const WARNING = 'warning-';
const NONE = 'không có';
const NO_DUE = 'không có hạn';
const OFFICE_NAME = ROLES['standing-office'];

const dayText = (day: unknown, none = NO_DUE) =>
  typeof day === 'string' && isIsoDate(day) ? dateText(day) : none;
const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : NONE);
const segment = (id: string) => encodeURIComponent(id);

/** What a warning speaks of: a period, or the day that passed or comes. */
function turnText(period: unknown): string {
  if (typeof period !== 'string') return NONE;
  if (isIsoDate(period)) return `ngày ${dateText(period)}`;
  return isPeriod(period) ? periodText(period) : period;
}

const shareText = (rate: unknown) => (typeof rate === 'number' ? rateText(rate) : 'chưa tính được');
const goalText = (meets: unknown) =>
  meets === true ? 'đạt' : meets === false ? 'chưa đạt' : 'chưa xét được';

const CAUSE_TEXT: Readonly<Record<string, string>> = {
  objective: 'nguyên nhân khách quan',
  subjective: 'nguyên nhân chủ quan',
};

/** A rule on the events of an assignment. */
function ofAssignment(
  kind: NoticeKind,
  receivers: (unit: string, facts: NoticeFacts) => readonly string[],
  said: (data: JsonObject) => {
    readonly values: Readonly<Record<string, string>>;
    readonly data?: JsonObject;
  },
): Rule {
  return (event, facts) => {
    const id = event.stream.slice(ASSIGNMENT.length);
    const assignment = facts.assignment(id);
    if (!assignment) return [];
    const { programme, task, unit } = assignment;
    const { values, data = {} } = said(event.data);
    return [
      {
        kind,
        unit,
        link: `/assignments/${segment(id)}`,
        values: {
          programme: facts.programmeTitle(programme),
          task,
          taskTitle: facts.taskTitle(programme, task),
          ...values,
        },
        data: { programme, task, assignment: id, ...data },
        receivers: receivers(unit, facts),
      },
    ];
  };
}

const toUnit = (unit: string, facts: NoticeFacts) => facts.officers(unit);
const toOffice = (_unit: string, facts: NoticeFacts) => facts.holders('standing-office');

/** The unit that answers for a warning, or was asked; null: none, and the standing office sees to it. */
function answering({ unit, askedUnit }: JsonObject): string | null {
  const answers = unit ?? askedUnit;
  return typeof answers === 'string' ? answers : null;
}

/** Accounts of who answers for a warning. */
function answerers(data: JsonObject, facts: NoticeFacts): readonly string[] {
  const unit = answering(data);
  return unit === null ? facts.holders('standing-office') : facts.officers(unit);
}

/** A rule on the events of a warning, whose bodies all say what it speaks of. */
function ofWarning(
  said: (
    data: JsonObject,
    facts: NoticeFacts,
  ) => {
    readonly kind: NoticeKind;
    readonly values?: Readonly<Record<string, string>>;
    readonly data?: JsonObject;
    readonly level?: number;
    readonly receivers: readonly string[];
  },
): Rule {
  return (event, facts) => {
    const body = event.data;
    const { kind, values = {}, data = {}, level, receivers } = said(body, facts);
    const id = event.stream.slice(WARNING.length);
    const programme = String(body.programme);
    const unit = answering(body);
    const rule = String(body.rule);
    const indicator = typeof body.indicator === 'string' ? body.indicator : null;
    const task = indicator ?? String(body.task);
    const title =
      indicator === null ? facts.taskTitle(programme, task) : facts.indicatorName(programme, indicator);
    return [
      {
        kind,
        unit,
        link: `/warnings/${segment(id)}`,
        values: {
          programme: facts.programmeTitle(programme),
          task,
          taskTitle: title,
          matter: `${indicator === null ? 'nhiệm vụ' : 'chỉ tiêu'} ${task}`,
          ...(unit === null ? { unitName: OFFICE_NAME } : {}),
          rule: (RULE_TEXT as Readonly<Record<string, string>>)[rule] ?? rule,
          period: turnText(body.period),
          level: level === undefined ? NONE : String(level),
          levelText: level === undefined ? NONE : levelText(level, body as WarningSubject),
          ...values,
        },
        data: {
          programme,
          task: body.task ?? null,
          assignment: body.assignment ?? null,
          ...(indicator === null ? {} : { indicator }),
          warning: id,
          rule,
          period: body.period ?? null,
          ...(level === undefined ? {} : { level }),
          ...data,
        },
        receivers,
        ...(typeof body.at === 'string' ? { at: body.at } : {}),
      },
    ];
  };
}

const KIND_OF_LEVEL: Readonly<Record<number, NoticeKind>> = {
  2: 'warning-level-2',
  3: 'warning-level-3',
  4: 'warning-level-4',
};
const SECOND = 2;
const THIRD = 3;
const FOURTH = 4;

/**
 * Who is told when a warning reaches a level: the unit's own people always, or the standing office's where no unit answers; from the second level the coordinating
 * units, at the third the directing leaders and the standing office, at the fourth the inspection.
 */
function toldAt(level: number, data: JsonObject, facts: NoticeFacts): readonly string[] {
  const own = answerers(data, facts);
  switch (level) {
    case SECOND:
      return [
        ...own,
        ...(typeof data.task === 'string'
          ? facts.coordinatingUnits(String(data.programme), data.task)
          : []
        ).flatMap((unit) => facts.officers(unit)),
      ];
    case THIRD:
      return [...own, ...facts.holders('directing-leader'), ...facts.holders('standing-office')];
    case FOURTH:
      return [...own, ...facts.holders('inspector')];
    default:
      return own;
  }
}

const raised: Rule = ofWarning((data, facts) => {
  const level = typeof data.level === 'number' ? data.level : 1;
  // Raised again at a level that it had reached: everybody who was told on its way is told again.
  const levels = Array.from({ length: level }, (_, index) => index + 1);
  return {
    kind: data.rule === 'task-due-soon' ? 'due-soon' : (KIND_OF_LEVEL[level] ?? 'warning-raised'),
    level,
    receivers: levels.flatMap((one) => toldAt(one, data, facts)),
  };
});

const escalated: Rule = ofWarning((data, facts) => {
  const level = Number(data.to);
  return {
    kind: KIND_OF_LEVEL[level] ?? 'warning-raised',
    level,
    data: { from: data.from ?? null, because: data.because ?? null },
    receivers: toldAt(level, data, facts),
  };
});

const toDueOn = (data: JsonObject) => ({ dueOn: dayText(data.dueOn) });

const reminded: Rule = ({ data }, facts) => {
  const { programme, period, cutOff, units } = data as JsonObject & {
    readonly programme: string;
    readonly period: Period;
    readonly cutOff: string | null;
    readonly units: readonly { readonly unit: string; readonly assignments: number }[];
  };
  return units.map(({ unit, assignments }) => ({
    kind: 'period-reminder' as const,
    unit,
    link: `/programmes/${segment(programme)}/slots?period=${period}`,
    values: {
      programme: facts.programmeTitle(programme),
      period: turnText(period),
      count: String(assignments),
      cutOff: typeof cutOff === 'string' ? localDateTimeText(cutOff) : NONE,
    },
    data: { programme, period, assignments, cutOff: cutOff ?? null },
    receivers: facts.officers(unit),
    ...(typeof data.at === 'string' ? { at: data.at } : {}),
  }));
};

const closed: Rule = ({ data }, facts) => {
  const programme = String(data.programme);
  return [
    {
      kind: 'period-closed',
      unit: null,
      link: `/programmes/${segment(programme)}/slots?period=${String(data.period)}`,
      values: {
        programme: facts.programmeTitle(programme),
        period: turnText(data.period),
        expected: String(data.expected),
        rate: shareText(data.rateByTask),
        goal: shareText(data.goal),
        meetsGoal: goalText(data.meetsGoal),
      },
      data: {
        programme,
        period: data.period ?? null,
        expected: data.expected ?? null,
        rateByAssignment: data.rateByAssignment ?? null,
        rateByTask: data.rateByTask ?? null,
        goal: data.goal ?? null,
        meetsGoal: data.meetsGoal ?? null,
        sha256: data.sha256 ?? null,
      },
      receivers: facts.holders('standing-office'),
    },
  ];
};

/** What is told of each type of event; a type that isn't here is told to nobody. */
const RULES: Readonly<Record<string, Rule>> = {
  TaskAssigned: ofAssignment('task-assigned', toUnit, ({ due }) => ({
    values: { due: dayText(due) },
    data: { due: due ?? null },
  })),
  ProgressReportReturned: ofAssignment('report-returned', toUnit, ({ period, reason }) => ({
    values: { period: turnText(period), reason: text(reason) },
    data: { period: period ?? null },
  })),
  ExtensionRequested: ofAssignment('extension-requested', toOffice, ({ from, to, reason }) => ({
    values: { from: dayText(from), to: dayText(to), reason: text(reason) },
    data: { from: from ?? null, to: to ?? null },
  })),
  ExtensionGranted: ofAssignment('extension-decided', toUnit, ({ to, reason }) => ({
    values: { decision: 'đồng ý gia hạn', due: dayText(to), reason: text(reason) },
    data: { granted: true, due: to ?? null },
  })),
  ExtensionRefused: ofAssignment('extension-decided', toUnit, ({ due, reason }) => ({
    values: { decision: 'không đồng ý gia hạn', due: dayText(due), reason: text(reason) },
    data: { granted: false, due: due ?? null },
  })),
  CompletionProposed: ofAssignment('completion-proposed', toOffice, ({ summary }) => ({
    values: { summary: text(summary) },
  })),
  CompletionConfirmed: ofAssignment('completion-decided', toUnit, ({ note }) => ({
    values: { decision: 'công nhận hoàn thành', reason: text(note) },
    data: { confirmed: true },
  })),
  CompletionReturned: ofAssignment('completion-decided', toUnit, ({ reason }) => ({
    values: { decision: 'trả lại đề nghị công nhận hoàn thành', reason: text(reason) },
    data: { confirmed: false },
  })),
  WarningRaised: raised,
  WarningEscalated: escalated,
  ExplanationRequested: ofWarning((data, facts) => ({
    kind: 'explanation-requested',
    values: { question: text(data.question), ...toDueOn(data) },
    data: { dueOn: data.dueOn ?? null },
    receivers: answerers(data, facts),
  })),
  ExplanationSubmitted: ofWarning((data, facts) => ({
    kind: 'explanation-submitted',
    values: { cause: CAUSE_TEXT[String(data.cause)] ?? text(data.cause), text: text(data.text) },
    data: { cause: data.cause ?? null },
    receivers: facts.holders('standing-office'),
  })),
  ExplanationReturned: ofWarning((data, facts) => ({
    kind: 'explanation-returned',
    values: { reason: text(data.reason), ...toDueOn(data) },
    data: { dueOn: data.dueOn ?? null },
    receivers: answerers(data, facts),
  })),
  CauseConfirmed: ofWarning((data, facts) => ({
    kind: 'explanation-judged',
    values: {
      decision:
        data.objective === true ? 'xác nhận nguyên nhân khách quan' : 'không xác nhận nguyên nhân khách quan',
      reason: text(data.reason),
    },
    data: { objective: data.objective ?? null },
    receivers: answerers(data, facts),
  })),
  PeriodReminded: reminded,
  PeriodClosed: closed,
};

/** Types of the events that somebody is told of. */
export const ANNOUNCED_TYPES: readonly string[] = Object.keys(RULES);

/**
 * What is told of an event, and to whom. The same event gives the same ids; who is told depends on who holds which role
 * now. Nothing where nobody holds it.
 */
export function announce(event: RecordedEvent, facts: NoticeFacts): readonly Announcement[] {
  const rule = Object.hasOwn(RULES, event.type) ? RULES[event.type] : undefined;
  if (!rule) return [];
  return rule(event, facts).map((draft) =>
    completed(draft, facts, {
      cause: event.id,
      at: event.metadata.recordedAt,
      simulated: event.metadata.simulated !== undefined,
    }),
  );
}

/** A cut-off that has passed, with the figures as of that instant. */
export interface PassedCutOff {
  readonly programme: string;
  readonly period: Period;
  /** Instant. */
  readonly cutOff: string;
  readonly expected: number;
  readonly missing: number;
  /** 0–1, by the policy's way of counting; null where nothing was expected. */
  readonly rate: number | null;
  readonly goal: number;
  readonly meetsGoal: boolean | null;
  readonly simulated: boolean;
}

/** Tells the standing office that a cut-off has passed, and how it stood. */
export function announceCutOff(passed: PassedCutOff, facts: NoticeFacts): Announcement {
  const { programme, period, cutOff, expected, missing, rate, goal, meetsGoal, simulated } = passed;
  return completed(
    {
      kind: 'cut-off-passed',
      unit: null,
      link: `/programmes/${segment(programme)}/slots?period=${period}`,
      values: {
        programme: facts.programmeTitle(programme),
        period: turnText(period),
        cutOff: localDateTimeText(cutOff),
        expected: String(expected),
        missing: String(missing),
        rate: shareText(rate),
        goal: shareText(goal),
        meetsGoal: goalText(meetsGoal),
      },
      data: { programme, period, cutOff, expected, missing, rate, goal, meetsGoal },
      receivers: facts.holders('standing-office'),
    },
    facts,
    { cause: `cut-off/${programme}/${period}`, at: cutOff, simulated },
  );
}

function completed(
  draft: Draft,
  facts: NoticeFacts,
  { cause, at: recordedAt, simulated }: { cause: string; at: string; simulated: boolean },
): Announcement {
  const { kind, unit, receivers, at = recordedAt, ...rest } = draft;
  return {
    id: derivedId(`announcement/${cause}/${kind}/${unit ?? ''}`),
    kind,
    cause,
    unit,
    at,
    simulated,
    ...rest,
    values: {
      unitName: unit === null ? '' : facts.unitName(unit),
      at: localDateTimeText(at),
      ...rest.values,
    },
    receivers: [...new Set(receivers)],
  };
}

/** The id under which one account is told of something: always the same. */
export function noticeId(announcement: string, receiver: string): string {
  return derivedId(`notice/${announcement}/${receiver}`);
}
