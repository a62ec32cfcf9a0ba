import {
  INDICATOR_LABELS,
  PROGRAMME_LABELS,
  type ProgrammeState,
  programmeState,
  TASK_LABELS,
  type TaskState,
  taskState,
  type UnitState,
  unitState,
} from '#catalogue';
import type { JsonObject, JsonValue, RecordedEvent } from '#event-log';
import { type MeasuredIndicatorState, measuredIndicatorState } from '#indicators';
import { type AdoptedPolicy, policyOn, type ReportingPolicy } from '#reporting';
import { type Assignment, type AssignmentState, assignmentState } from '#tasks';

/** What a thing holds, by field; a field that holds nothing is not there. After a dot: the period or year. */
export type Fields = Readonly<Record<string, JsonValue>>;

/** What an event found and what it left. */
export interface Step<State> {
  readonly state: State;
  readonly before: Fields;
  readonly after: Fields;
  /** The day from which it holds, where that is another one than the event's. */
  readonly effectiveOn?: string;
}

/** A kind of thing whose fields have a history. */
export interface FieldKind<State = unknown> {
  /** Its stream's name begins so; the thing's id follows. */
  readonly stream: string;
  readonly initial: State;
  readonly step: (state: State, event: RecordedEvent) => Step<State>;
  /** Vietnamese name of each field, in the order in which they are shown. */
  readonly labels: Readonly<Record<string, string>>;
  /** Other names by which a field may be asked for. */
  readonly aliases: Readonly<Record<string, string>>;
}

type Held = Readonly<Record<string, JsonValue | undefined>>;

/** Without what holds nothing. */
function held(values: Held): Fields {
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) =>
      value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0)
        ? []
        : [[field, value]],
    ),
  );
}

/** A kind whose fields are read off the state that its own lib folds. */
function folded<State>(
  {
    initial,
    evolve,
  }: { readonly initial: State; readonly evolve: (state: State, event: RecordedEvent) => State },
  fieldsOf: (state: State) => Fields,
): Pick<FieldKind<State>, 'initial' | 'step'> {
  return {
    initial,
    step: (before, event) => {
      const state = evolve(before, event);
      return { state, before: fieldsOf(before), after: fieldsOf(state) };
    },
  };
}

/** Those of the state's own fields that are named. */
function named(state: object | null, labels: Readonly<Record<string, string>>): Fields {
  if (state === null) return {};
  const values = state as Held;
  return held(Object.fromEntries(Object.keys(labels).map((field) => [field, values[field]])));
}

const ASSIGNMENT_LABELS = {
  unit: 'Đơn vị chủ trì',
  viaGroup: 'Giao qua nhóm',
  transferredFrom: 'Nhận chuyển từ',
  transferredTo: 'Chuyển cho',
  status: 'Trạng thái',
  originalDue: 'Hạn gốc',
  currentDue: 'Hạn hiện hành',
  extensionAsked: 'Hạn đề nghị',
  percent: 'Tỷ lệ hoàn thành (%)',
  percentPeriod: 'Kỳ của tỷ lệ hoàn thành',
  disbursedVnd: 'Lũy kế giải ngân (đồng)',
  budgetMillionVnd: 'Kinh phí (triệu đồng)',
  report: 'Báo cáo',
  completionProposedOn: 'Ngày đề nghị hoàn thành',
  completedOn: 'Ngày hoàn thành',
};

/** What was last said to be paid out, by the newest period; reports that were returned don't count. */
function disbursed({ reports }: Assignment): number | null {
  let found: { readonly period: string; readonly dong: number } | null = null;
  for (const { period, disbursedVnd, returned } of reports) {
    if (disbursedVnd === null || returned || (found && period < found.period)) continue;
    found = { period, dong: disbursedVnd };
  }
  return found?.dong ?? null;
}

/** @returns what an assignment holds, by field */
export function assignmentFields(state: AssignmentState): Fields {
  if (state === null) return {};
  const reports = state.reports.map(({ period, kind, returned }) => [
    `report.${period}`,
    returned ? 'returned' : kind,
  ]);
  return held({
    ...named(state, ASSIGNMENT_LABELS),
    extensionAsked: state.pendingExtension?.to ?? null,
    completionProposedOn: state.pendingCompletion?.on ?? null,
    disbursedVnd: disbursed(state),
    ...(Object.fromEntries(reports) as Held),
  });
}

const FIGURE_LABELS = {
  target: 'Mục tiêu',
  targetMax: 'Mục tiêu tối đa',
  stretchTarget: 'Mức phấn đấu',
  figure: 'Số liệu',
  numerator: 'Tử số',
  denominator: 'Mẫu số',
  measuredOn: 'Ngày của số liệu',
  source: 'Nguồn',
  confirmedBy: 'Tài khoản xác nhận',
};

/** Targets stand by year, the definition's own among them. */
const {
  target: _target,
  targetMax: _targetMax,
  stretchTarget: _stretchTarget,
  targets: _targets,
  ...DEFINITION_LABELS
} = INDICATOR_LABELS;

/** @returns what an indicator holds, by field: its definition, the targets by year, the figures by period */
export function indicatorFields({ definition, targets, standing }: MeasuredIndicatorState): Fields {
  const byYear = [...targets].flatMap(([year, { target, targetMax, stretchTarget }]) => [
    [`target.${year}`, target],
    [`targetMax.${year}`, targetMax],
    [`stretchTarget.${year}`, stretchTarget],
  ]);
  const byPeriod = [...standing].flatMap(([period, { figures, source, confirmedBy }]) => [
    [`figure.${period}`, figures.value],
    [`numerator.${period}`, figures.numerator],
    [`denominator.${period}`, figures.denominator],
    [`measuredOn.${period}`, figures.measuredOn],
    [`source.${period}`, source],
    [`confirmedBy.${period}`, confirmedBy],
  ]);
  return held({
    ...named(definition, DEFINITION_LABELS),
    ...(Object.fromEntries([...byYear, ...byPeriod]) as Held),
  });
}

const TASK_FIELD_LABELS = { ...TASK_LABELS, derivedFrom: 'thực hiện nhiệm vụ của chương trình khác' };

const UNIT_LABELS = { name: 'tên', kind: 'loại', code: 'mã', aliases: 'tên gọi khác' };

const POLICY_LABELS = {
  id: 'Quy định báo cáo',
  title: 'Tên quy định',
  period: 'Loại kỳ báo cáo',
  cutOff: 'Hạn chốt',
  'cutOff.day': 'Hạn chốt: ngày của tháng',
  'cutOff.weekday': 'Hạn chốt: thứ trong tuần, 1 là thứ Hai',
  'cutOff.month': 'Hạn chốt: tháng',
  'cutOff.time': 'Hạn chốt: giờ',
  'cutOff.nextWorkingDay': 'Hạn chốt: trùng ngày nghỉ thì chuyển sang ngày làm việc kế tiếp',
  goal: 'Tỷ lệ phải cập nhật (0–1)',
  taskCountsWhen: 'Cách tính nhiệm vụ do một nhóm chủ trì',
  sufficiency: 'Điều kiện để một cập nhật là đủ',
  'sufficiency.summaryMinLength': 'Cập nhật đủ: số ký tự tối thiểu của kết quả',
  'sufficiency.percent': 'Cập nhật đủ: phải nêu tỷ lệ hoàn thành',
  'sufficiency.proofAtFull': 'Cập nhật đủ: báo 100 % phải kèm sản phẩm hoặc văn bản',
  'sufficiency.ongoingSummaryMinLength': 'Cập nhật đủ: số ký tự tối thiểu của nhiệm vụ thường xuyên',
  'sufficiency.disbursementWithBudget': 'Cập nhật đủ: nhiệm vụ có kinh phí phải nêu giải ngân',
  'sufficiency.deliverableWhenDue': 'Cập nhật đủ: đến hạn phải nêu sản phẩm hoặc khó khăn',
  reminders: 'Đôn đốc trước hạn (ngày làm việc)',
  warnings: 'Các loại cảnh báo khác',
  'warnings.dueSoonWorkingDays': 'Cảnh báo sắp đến hạn: số ngày làm việc trước hạn',
  'warnings.acceptanceWorkingDays': 'Cảnh báo chưa tiếp nhận: số ngày làm việc sau khi giao',
  'warnings.indicatorOffTrack': 'Cảnh báo chỉ tiêu chậm so với lộ trình',
  'warnings.contradiction.fullWithoutDeliverable': 'Cảnh báo mâu thuẫn: 100 % mà không có sản phẩm',
  'warnings.contradiction.disbursementGap': 'Cảnh báo mâu thuẫn: chênh giữa giải ngân và tiến độ (điểm %)',
  'warnings.contradiction.sameTextPeriods': 'Cảnh báo mâu thuẫn: số kỳ liên tiếp cùng một nội dung',
  escalation: 'Nâng mức cảnh báo',
  'escalation.unitHeadAfter': 'Nâng cảnh báo lên mức 2: số ngày làm việc',
  'escalation.leaderAfter': 'Nâng cảnh báo lên mức 3: số ngày làm việc',
  'escalation.inspectionAfterPeriods': 'Nâng cảnh báo lên mức 4: số kỳ liên tiếp',
  explanationWorkingDays: 'Số ngày làm việc để giải trình',
  fourEyes: 'Quyết định cần hai người',
  inspection: 'Ủy ban Kiểm tra',
  'inspection.recordViews': 'Ghi lại lượt xem của Ủy ban Kiểm tra',
};

/** Each part by its path: `cutOff.day`. */
function flattened(value: JsonObject, path = ''): Fields {
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, part]) =>
      part !== null && typeof part === 'object' && !Array.isArray(part)
        ? flattened(part as JsonObject, `${path}${key}.`)
        : { [`${path}${key}`]: part },
    ),
  );
}

const policyFields = (policy: ReportingPolicy | undefined): Fields => (policy ? flattened(policy) : {});

const POLICY: FieldKind<readonly AdoptedPolicy[]> = {
  stream: 'programme-',
  initial: [],
  labels: POLICY_LABELS,
  aliases: {},
  /** Compared is what was in force on the day from which the new one holds. */
  step: (adopted, { type, data }) => {
    if (type !== 'ReportingPolicyAdopted') return { state: adopted, before: {}, after: {} };
    const next = data as AdoptedPolicy;
    return {
      state: [...adopted, next].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
      before: policyFields(policyOn(adopted, next.from)?.policy),
      after: policyFields(next.policy),
      effectiveOn: next.from,
    };
  },
};

const WARNING_LABELS = {
  standing: 'Cảnh báo',
  level: 'Mức cảnh báo',
  askedUnit: 'Đơn vị được yêu cầu giải trình',
  explanation: 'Giải trình',
  explanationDue: 'Hạn giải trình',
  statedCause: 'Nguyên nhân đơn vị nêu',
  objective: 'Nguyên nhân khách quan được xác nhận',
};

/** What each event of a warning sets; null takes away. */
const WARNING_STEPS: Readonly<Record<string, (data: JsonObject) => Held>> = {
  WarningRaised: ({ level }) => ({ standing: 'open', level }),
  WarningEscalated: ({ to }) => ({ level: to }),
  WarningCleared: () => ({ standing: 'cleared' }),
  ExplanationRequested: ({ dueOn, askedUnit }) => ({
    explanation: 'requested',
    explanationDue: dueOn,
    ...(askedUnit === undefined ? {} : { askedUnit }),
  }),
  ExplanationSubmitted: ({ cause }) => ({
    explanation: 'submitted',
    explanationDue: null,
    statedCause: cause,
  }),
  ExplanationReturned: ({ dueOn }) => ({ explanation: 'returned', explanationDue: dueOn }),
  CauseConfirmed: ({ objective }) => ({
    explanation: 'accepted',
    objective: objective === true ? 'yes' : 'no',
  }),
};

const warningStep = {
  initial: {} as Fields,
  evolve: (state: Fields, { type, data }: RecordedEvent): Fields =>
    held({ ...state, ...WARNING_STEPS[type]?.(data) }),
};

const ofKinds = <Kinds extends Record<string, unknown>>(
  kinds: {
    readonly [Kind in keyof Kinds]: FieldKind<Kinds[Kind]>;
  },
) => kinds as Readonly<Record<keyof Kinds, FieldKind>>;

/** The kinds of things whose fields have a history. */
export const FIELD_KINDS = ofKinds<{
  assignment: AssignmentState;
  task: TaskState;
  programme: ProgrammeState;
  policy: readonly AdoptedPolicy[];
  indicator: MeasuredIndicatorState;
  unit: UnitState;
  warning: Fields;
}>({
  assignment: {
    stream: 'assignment-',
    labels: ASSIGNMENT_LABELS,
    aliases: { due: 'currentDue', disbursed: 'disbursedVnd', transfer: 'transferredTo' },
    ...folded(assignmentState, assignmentFields),
  },
  task: {
    stream: 'task-',
    labels: TASK_FIELD_LABELS,
    aliases: { due: 'schedule', budget: 'budgetMillionVnd' },
    ...folded(taskState, (state) => named(state, TASK_FIELD_LABELS)),
  },
  programme: {
    stream: 'programme-',
    labels: PROGRAMME_LABELS,
    aliases: {},
    ...folded(programmeState, (state) => named(state, PROGRAMME_LABELS)),
  },
  policy: POLICY,
  indicator: {
    stream: 'indicator-',
    labels: { ...DEFINITION_LABELS, ...FIGURE_LABELS },
    aliases: { value: 'figure' },
    ...folded(measuredIndicatorState, indicatorFields),
  },
  unit: {
    stream: 'unit-',
    labels: UNIT_LABELS,
    aliases: {},
    ...folded(unitState, (state) => named(state, UNIT_LABELS)),
  },
  warning: {
    stream: 'warning-',
    labels: WARNING_LABELS,
    aliases: {},
    ...folded(warningStep, (state) => state),
  },
});

export type FieldKindName = keyof typeof FIELD_KINDS;
export const FIELD_KIND_NAMES = Object.keys(FIELD_KINDS) as readonly FieldKindName[];
