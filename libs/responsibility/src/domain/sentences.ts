import type { JsonObject } from '#event-log';
import type { IndicatorMeasurementEvents } from '#indicators';
import { dateText, daysBetween, localDate, localDateTimeText, periodText } from '#kernel';
import { type AssignmentEvents, type AssignmentStatus, type DocumentRef, STATUS_TEXT } from '#tasks';
import {
  type ExplainedSubject,
  levelText,
  matterText,
  RULE_TEXT,
  type WarningCleared,
  type WarningEvents,
  type WarningRule,
  type WarningSubject,
  warningFact,
} from '#warnings';
import { type AccountHistoryEvents, describeAccounts } from './account-sentences.js';
import { type CatalogueEvents, describeCatalogue } from './catalogue-sentences.js';
import { describeMeasurements } from './measurement-sentences.js';
import { describePeriods, type PeriodHistoryEvents } from './period-sentences.js';
import {
  byDocument,
  type Change,
  type Context,
  type DescribeAll,
  type Description,
  documentsText,
  type MeasureOf,
  moneyText,
  type NameOf,
  quoted,
  reasonText,
  said,
  sentences,
  taskText,
} from './sentence-parts.js';

export type { Change, Description, MeasureOf, NameOf };

/** Everything that a history tells of. The parts of a closed list are told by the close. */
export type HistoryEvents = AssignmentEvents &
  WarningEvents &
  CatalogueEvents &
  IndicatorMeasurementEvents &
  PeriodHistoryEvents &
  AccountHistoryEvents;
export type HistoryEventType = keyof HistoryEvents;

const percentText = (percent: number) => `${percent} %`;

const proofText = (deliverables: readonly string[], documents: readonly DocumentRef[]) => [
  ...said('Sản phẩm', deliverables.join('; ')),
  ...documentsText(documents),
];

const statusChange = (from: AssignmentStatus | null, to: AssignmentStatus): Change => ({
  field: 'status',
  label: 'Trạng thái',
  from: from === null ? null : STATUS_TEXT[from],
  to: STATUS_TEXT[to],
});

const dueChange = (from: string | null, to: string | null): Change => ({
  field: 'currentDue',
  label: 'Hạn hiện hành',
  from: from === null ? null : dateText(from),
  to: to === null ? null : dateText(to),
});

/** What is said in place of a due date, by the schedule's kind. */
const WITHOUT_DUE: Readonly<Record<string, string>> = {
  ongoing: 'thực hiện thường xuyên',
  annual: 'thực hiện hằng năm',
  monthly: 'thực hiện hằng tháng',
  conditional: 'thời hạn theo điều kiện',
};

function statusAct(from: AssignmentStatus, to: AssignmentStatus): string {
  if (from === 'completed') return 'Mở lại nhiệm vụ đã hoàn thành';
  switch (to) {
    case 'suspended':
      return 'Tạm dừng nhiệm vụ';
    case 'awaiting-condition':
      return 'Chuyển nhiệm vụ sang chờ điều kiện';
    case 'cancelled':
      return 'Dừng thực hiện nhiệm vụ';
    case 'in-progress':
      return from === 'accepted' ? 'Bắt đầu thực hiện nhiệm vụ' : 'Tiếp tục thực hiện nhiệm vụ';
    default:
      return 'Thay đổi trạng thái';
  }
}

function percentPhrase(before: number | null, percent: number | null): string {
  if (percent === null) return 'không nêu tỷ lệ hoàn thành';
  if (before === null) return `hoàn thành ${percentText(percent)} (trước đó chưa nêu)`;
  if (percent === before) return `hoàn thành ${percentText(percent)} (không đổi)`;
  const [verb, to] = percent > before ? ['tăng', 'lên'] : ['giảm', 'xuống'];
  return `hoàn thành ${verb} từ ${percentText(before)} ${to} ${percentText(percent)}`;
}

function percentChange(before: number | null, percent: number | null): Change[] {
  if (percent === null || percent === before) return [];
  return [{ field: 'percent', label: 'Tỷ lệ hoàn thành (%)', from: before, to: percent }];
}

function reported(data: HistoryEvents['ProgressReported']): Description {
  const { kind, percent, percentBefore } = data;
  const period = periodText(data.period);
  const silent = percent === null && kind === 'nothing-to-report';
  const figures = silent ? '' : `, ${percentPhrase(percentBefore, percent)}`;
  const opening =
    kind === 'nothing-to-report'
      ? `Báo cáo kỳ ${period}: không phát sinh${figures}.`
      : `Báo cáo tiến độ kỳ ${period}${figures}.`;
  return {
    sentence: sentences(
      opening,
      ...said('Lý do giảm', data.percentDownReason ?? ''),
      ...said('Kết quả', data.summary),
      ...said('Khó khăn', data.difficulties),
      ...said('Kiến nghị', data.proposals),
      ...(data.disbursedVnd === null ? [] : [`Lũy kế giải ngân ${moneyText(data.disbursedVnd)}.`]),
      ...proofText(data.deliverables, data.documents),
    ),
    changes: percentChange(percentBefore, percent),
  };
}

function confirmed({ completedOn, due, note }: HistoryEvents['CompletionConfirmed']): Description {
  const daysLate = due === null || completedOn <= due ? 0 : [...daysBetween(due, completedOn)].length - 1;
  const judged =
    due === null
      ? ''
      : daysLate > 0
        ? `, quá hạn ${daysLate} ngày (hạn ${dateText(due)})`
        : `, đúng hạn (hạn ${dateText(due)})`;
  return {
    sentence: sentences(
      `Công nhận hoàn thành, tính từ ngày ${dateText(completedOn)}${judged}.`,
      ...said('Ghi chú', note),
    ),
    changes: [
      statusChange('completion-proposed', 'completed'),
      { field: 'completedOn', label: 'Ngày hoàn thành', from: null, to: dateText(completedOn) },
    ],
  };
}

/** What a warning speaks of: the period of an update, unless its rule says otherwise. */
const PERIOD_TEXT: Readonly<Partial<Record<WarningRule, (period: string) => string>>> = {
  'task-overdue': (due) => `hạn ${dateText(due)}`,
  'task-due-soon': (due) => `hạn ${dateText(due)}`,
  'not-accepted': (assignedOn) => `giao ngày ${dateText(assignedOn)}`,
  'indicator-off-track': (year) => `mục tiêu ${periodText(year)}`,
};

function warningPeriod({ rule, period }: WarningSubject): string {
  return PERIOD_TEXT[rule]?.(period) ?? `kỳ ${periodText(period)}`;
}

const warningName = (subject: WarningSubject) =>
  `${quoted(RULE_TEXT[subject.rule])} ${warningPeriod(subject)}`;

/** What a warning is of, and who answers for it; nobody does for an indicator without an owner. */
function holderText(subject: ExplainedSubject, name: NameOf): string {
  const unit = subject.unit ?? subject.askedUnit;
  return unit === undefined ? matterText(subject) : `${matterText(subject)} của ${name(unit)}`;
}

/** When it was so, and when that was written, where the scheduler came to it on a later day. */
function sinceText(verb: string, at: string, recordedAt: string): string {
  const late = localDate(recordedAt) > localDate(at) ? `, ghi nhận lúc ${localDateTimeText(recordedAt)}` : '';
  return `${verb} lúc ${localDateTimeText(at)}${late}.`;
}

function clearedBecause({ rule, cause }: WarningCleared): string {
  switch (cause) {
    case 'report':
      return rule === 'update-insufficient' ? 'đơn vị đã gửi cập nhật đạt yêu cầu' : 'đơn vị đã gửi cập nhật';
    case 'return':
      return 'cập nhật đã bị trả lại';
    case 'status':
      return 'trạng thái nhiệm vụ đã thay đổi';
    case 'extension':
      return 'hạn đã được gia hạn';
    case 'due-passed':
      return 'đã qua hạn';
    case 'acceptance':
      return 'đơn vị đã tiếp nhận nhiệm vụ';
    case 'measurement':
      return 'số liệu của chỉ tiêu đã thay đổi';
    case 'target':
      return 'mục tiêu của chỉ tiêu đã thay đổi';
    case 'definition':
      return 'định nghĩa của chỉ tiêu đã thay đổi';
    case 'period-passed':
      return 'đã sang kỳ khác';
  }
}

function climbedBecause({ because, workingDays, periods, rule }: HistoryEvents['WarningEscalated']): string {
  const stood = `đã tồn tại ${workingDays} ngày làm việc`;
  if (because === 'grace' || periods === null) return stood;
  const ofUpdates = rule === 'update-missing' || rule === 'update-insufficient';
  return ofUpdates
    ? `${periods} kỳ liên tiếp bị cảnh báo về cập nhật, ${stood}`
    : `vẫn còn sau ${periods} lần chốt kỳ, ${stood}`;
}

/** The explanation that a warning is given, as one of its changes. */
const explained = (from: string | null, to: string): Change => ({
  field: 'explanation',
  label: 'Giải trình',
  from,
  to,
});

const describers: DescribeAll<HistoryEvents> = {
  ...describeCatalogue,
  ...describeMeasurements,
  ...describePeriods,
  ...describeAccounts,
  TaskAssigned: ({ task, unit, viaGroup, transferredFrom, scheduleKind, due }, { name }) => {
    const group = viaGroup === null ? '' : ` (thuộc nhóm ${quoted(name(viaGroup))})`;
    const origin = transferredFrom === null ? '' : `, nhận chuyển từ ${name(transferredFrom)}`;
    const until =
      due === null ? (WITHOUT_DUE[scheduleKind] ?? 'không ấn định thời hạn') : `hạn ${dateText(due)}`;
    return {
      sentence: `Giao ${taskText(task)} cho ${name(unit)}${group}${origin}, ${until}.`,
      changes: [
        {
          field: 'unit',
          label: 'Đơn vị chủ trì',
          from: transferredFrom === null ? null : name(transferredFrom),
          to: name(unit),
        },
        statusChange(null, 'assigned'),
        ...(due === null ? [] : [dueChange(null, due)]),
      ],
    };
  },
  AssignmentAccepted: ({ byReporting }) => ({
    sentence: byReporting
      ? 'Mặc nhiên tiếp nhận nhiệm vụ, do đơn vị đã báo cáo mà chưa tiếp nhận.'
      : 'Tiếp nhận nhiệm vụ.',
    changes: [statusChange('assigned', 'accepted')],
  }),
  AssignmentStatusChanged: ({ from, to, reason, document }) => ({
    sentence: sentences(
      `${statusAct(from, to)}: chuyển từ ${quoted(STATUS_TEXT[from])} sang ${quoted(STATUS_TEXT[to])}${byDocument(document)}.`,
      ...reasonText(reason),
    ),
    changes: [statusChange(from, to)],
  }),
  ProgressReported: reported,
  ProgressReportReturned: ({ period, reason }) => ({
    sentence: sentences(
      `Trả lại báo cáo kỳ ${periodText(period)} vì chưa đạt yêu cầu.`,
      ...reasonText(reason),
    ),
    changes: [
      { field: 'report', label: `Báo cáo kỳ ${periodText(period)}`, from: 'đã gửi', to: 'bị trả lại' },
    ],
  }),
  ExtensionRequested: ({ from, to, reason }) => ({
    sentence: sentences(`Đề nghị gia hạn từ ${dateText(from)} đến ${dateText(to)}.`, ...reasonText(reason)),
    changes: [{ field: 'askedDue', label: 'Hạn đề nghị', from: dateText(from), to: dateText(to) }],
  }),
  ExtensionGranted: ({ originalDue, from, to, reason, document }) => ({
    sentence: sentences(
      `Đồng ý gia hạn từ ${dateText(from)} đến ${dateText(to)} (hạn gốc ${dateText(originalDue)})${byDocument(document)}.`,
      ...reasonText(reason),
    ),
    changes: [dueChange(from, to)],
  }),
  ExtensionRefused: ({ asked, due, reason }) => ({
    sentence: sentences(
      `Không đồng ý gia hạn đến ${dateText(asked)}; hạn hiện hành vẫn là ${dateText(due)}.`,
      ...reasonText(reason),
    ),
    changes: [],
  }),
  CompletionProposed: ({ from, summary, deliverables, documents }) => ({
    sentence: sentences(
      'Đề nghị công nhận hoàn thành.',
      ...said('Kết quả', summary),
      ...proofText(deliverables, documents),
    ),
    changes: [statusChange(from, 'completion-proposed')],
  }),
  CompletionConfirmed: confirmed,
  CompletionReturned: ({ to, reason }) => ({
    sentence: sentences(
      `Trả lại đề nghị hoàn thành, chuyển về ${quoted(STATUS_TEXT[to])}.`,
      ...reasonText(reason),
    ),
    changes: [statusChange('completion-proposed', to)],
  }),
  AssignmentReleased: ({ from, viaGroup, reason }, { name }) => ({
    sentence: sentences(
      `Cho đơn vị thôi thực hiện nhiệm vụ giao qua nhóm ${quoted(name(viaGroup))}, vì không thuộc phạm vi của đơn vị.`,
      ...reasonText(reason),
    ),
    changes: [statusChange(from, 'released')],
  }),
  AssignmentTransferred: ({ from, to, statusBefore, reason, document }, { name }) => ({
    sentence: sentences(
      `Chuyển nhiệm vụ từ ${name(from)} sang ${name(to)}${byDocument(document)}.`,
      ...reasonText(reason),
    ),
    changes: [
      { field: 'unit', label: 'Đơn vị chủ trì', from: name(from), to: name(to) },
      statusChange(statusBefore, 'transferred'),
    ],
  }),
  WarningRaised: (data, { name, recordedAt }) => ({
    sentence: sentences(
      `Cảnh báo mức ${data.level} ${quoted(RULE_TEXT[data.rule])}: ${holderText(data, name)} ${warningFact(data.rule, data.inputs, data.period)}.`,
      sinceText('Phát sinh', data.at, recordedAt),
    ),
    changes: [{ field: 'warning', label: 'Cảnh báo', from: null, to: warningName(data) }],
  }),
  WarningEscalated: (data, { name, recordedAt }) => ({
    sentence: sentences(
      `Nâng cảnh báo ${warningName(data)} đối với ${holderText(data, name)} từ mức ${data.from} lên mức ${data.to} (${levelText(data.to, data)}): ${climbedBecause(data)}.`,
      sinceText('Nâng mức', data.at, recordedAt),
    ),
    changes: [{ field: 'warningLevel', label: 'Mức cảnh báo', from: data.from, to: data.to }],
  }),
  WarningCleared: (data, { name, recordedAt }) => ({
    sentence: sentences(
      `Kết thúc cảnh báo ${warningName(data)} đối với ${holderText(data, name)}: ${clearedBecause(data)}.`,
      sinceText('Kết thúc', data.at, recordedAt),
    ),
    changes: [{ field: 'warning', label: 'Cảnh báo', from: warningName(data), to: null }],
  }),
  ExplanationRequested: (data, { name }) => ({
    sentence: sentences(
      `Yêu cầu giải trình về cảnh báo ${warningName(data)} đối với ${holderText(data, name)}, hạn trả lời ${dateText(data.dueOn)}.`,
      ...said('Nội dung', data.question),
    ),
    changes: [explained(null, `đã yêu cầu, hạn ${dateText(data.dueOn)}`)],
  }),
  ExplanationSubmitted: (data, { name }) => ({
    sentence: sentences(
      `Giải trình về cảnh báo ${warningName(data)} đối với ${holderText(data, name)}${data.request === null ? ' khi chưa được yêu cầu' : ''}, nêu nguyên nhân ${data.cause === 'objective' ? 'khách quan' : 'chủ quan'}.`,
      ...said('Nội dung', data.text),
      ...proofText([], data.documents),
    ),
    changes: [explained(data.request === null ? null : 'đã yêu cầu', 'chờ xem xét')],
  }),
  ExplanationReturned: (data, { name }) => ({
    sentence: sentences(
      `Không chấp nhận giải trình về cảnh báo ${warningName(data)} đối với ${holderText(data, name)}, hạn giải trình lại ${dateText(data.dueOn)}.`,
      ...reasonText(data.reason),
    ),
    changes: [explained('chờ xem xét', `bị trả lại, hạn ${dateText(data.dueOn)}`)],
  }),
  CauseConfirmed: (data, { name }) => ({
    sentence: sentences(
      `Chấp nhận giải trình về cảnh báo ${warningName(data)} đối với ${holderText(data, name)}: ${data.objective ? 'xác nhận nguyên nhân khách quan' : 'không xác nhận nguyên nhân khách quan'}.`,
      ...reasonText(data.reason),
    ),
    changes: [
      explained(
        'chờ xem xét',
        data.objective ? 'chấp nhận, nguyên nhân khách quan' : 'chấp nhận, không phải nguyên nhân khách quan',
      ),
    ],
  }),
};

/** The type of every event that a history tells of. */
export const HISTORY_EVENT_TYPES = Object.keys(describers) as readonly HistoryEventType[];

/**
 * Tells one event in Vietnamese, from the event alone.
 * @param event.recordedAt instant; said only of a warning that was written on a later day than it fell
 * @param measure where it is left out, figures stand without their unit of measure
 */
export function describeEvent(
  event: { readonly type: HistoryEventType; readonly data: JsonObject; readonly recordedAt: string },
  name: NameOf,
  measure: MeasureOf = () => null,
): Description {
  const describe = describers[event.type] as (data: JsonObject, context: Context) => Description;
  return describe(event.data, { name, measure, recordedAt: event.recordedAt });
}
