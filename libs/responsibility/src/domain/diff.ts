import type { HistoryEventType } from './sentences.js';
import type { HistoryLine } from './trail.js';

/** What came to be known is told in these groups, in this order. */
export const DIFF_GROUPS = [
  'assignments',
  'updates',
  'corrections',
  'warnings',
  'figures',
  'periods',
  'programme',
] as const;
export type DiffGroup = (typeof DIFF_GROUPS)[number];

/** The kinds of events by which lines are chosen: those of a diff, and accounts, which belong to no programme. */
export const LINE_GROUPS = [...DIFF_GROUPS, 'accounts'] as const;
export type LineGroup = (typeof LINE_GROUPS)[number];

export const DIFF_GROUP_TEXT: Readonly<Record<DiffGroup, string>> = {
  assignments: 'Giao và thực hiện nhiệm vụ',
  updates: 'Cập nhật tiến độ',
  corrections: 'Đính chính, sửa đổi, trả lại',
  warnings: 'Cảnh báo và giải trình',
  figures: 'Số liệu và mục tiêu của chỉ tiêu',
  periods: 'Kỳ báo cáo',
  programme: 'Chương trình, nhiệm vụ, chỉ tiêu, quy định',
};

export const LINE_GROUP_TEXT: Readonly<Record<LineGroup, string>> = {
  ...DIFF_GROUP_TEXT,
  accounts: 'Tài khoản, vai trò, lượt xem của kiểm tra',
};

interface TypeInDiff {
  readonly group: LineGroup;
  /** What its count counts, in Vietnamese. */
  readonly text: string;
}

const TYPES: Readonly<Record<HistoryEventType, TypeInDiff>> = {
  TaskAssigned: { group: 'assignments', text: 'giao' },
  AssignmentAccepted: { group: 'assignments', text: 'tiếp nhận' },
  AssignmentTransferred: { group: 'assignments', text: 'chuyển đơn vị' },
  AssignmentReleased: { group: 'assignments', text: 'thôi thực hiện' },
  AssignmentStatusChanged: { group: 'assignments', text: 'đổi trạng thái' },
  ExtensionRequested: { group: 'assignments', text: 'đề nghị gia hạn' },
  ExtensionGranted: { group: 'assignments', text: 'gia hạn' },
  ExtensionRefused: { group: 'assignments', text: 'không gia hạn' },
  CompletionProposed: { group: 'assignments', text: 'đề nghị hoàn thành' },
  CompletionConfirmed: { group: 'assignments', text: 'hoàn thành' },
  ProgressReported: { group: 'updates', text: 'cập nhật' },
  ProgressReportReturned: { group: 'corrections', text: 'trả lại báo cáo' },
  CompletionReturned: { group: 'corrections', text: 'trả lại đề nghị hoàn thành' },
  MeasurementCorrected: { group: 'corrections', text: 'đính chính số liệu' },
  MeasurementWithdrawn: { group: 'corrections', text: 'rút số liệu' },
  TaskAmended: { group: 'corrections', text: 'sửa nhiệm vụ' },
  WarningRaised: { group: 'warnings', text: 'phát sinh' },
  WarningEscalated: { group: 'warnings', text: 'nâng mức' },
  WarningCleared: { group: 'warnings', text: 'kết thúc' },
  ExplanationRequested: { group: 'warnings', text: 'yêu cầu giải trình' },
  ExplanationSubmitted: { group: 'warnings', text: 'giải trình' },
  ExplanationReturned: { group: 'warnings', text: 'không chấp nhận giải trình' },
  CauseConfirmed: { group: 'warnings', text: 'chấp nhận giải trình' },
  MeasurementRecorded: { group: 'figures', text: 'ghi số liệu' },
  MeasurementConfirmed: { group: 'figures', text: 'xác nhận số liệu' },
  TargetSet: { group: 'figures', text: 'đặt mục tiêu' },
  PeriodReminded: { group: 'periods', text: 'đôn đốc' },
  PeriodCloseProposed: { group: 'periods', text: 'đề nghị chốt' },
  PeriodClosed: { group: 'periods', text: 'chốt' },
  PeriodReopenRequested: { group: 'periods', text: 'đề nghị mở lại' },
  PeriodReopened: { group: 'periods', text: 'mở lại' },
  ProgrammeRegistered: { group: 'programme', text: 'đăng ký chương trình' },
  ProgrammeAmended: { group: 'programme', text: 'bổ sung chương trình' },
  ReportingPolicyAdopted: { group: 'programme', text: 'áp dụng quy định báo cáo' },
  TaskRegistered: { group: 'programme', text: 'đăng ký nhiệm vụ' },
  TaskLinked: { group: 'programme', text: 'liên kết nhiệm vụ' },
  IndicatorDefined: { group: 'programme', text: 'đăng ký chỉ tiêu' },
  IndicatorAmended: { group: 'programme', text: 'bổ sung chỉ tiêu' },
  UnitRegistered: { group: 'programme', text: 'đăng ký đơn vị' },
  UnitRenamed: { group: 'programme', text: 'đổi tên đơn vị' },
  UnitGroupDefined: { group: 'programme', text: 'xác định nhóm đơn vị' },
  AccountRegistered: { group: 'accounts', text: 'đăng ký tài khoản' },
  RoleGranted: { group: 'accounts', text: 'cấp vai trò' },
  RoleRevoked: { group: 'accounts', text: 'thu hồi vai trò' },
  AccountDisabled: { group: 'accounts', text: 'khóa tài khoản' },
  AccountEnabled: { group: 'accounts', text: 'mở lại tài khoản' },
  PasswordChanged: { group: 'accounts', text: 'đổi mật khẩu' },
  RecordsViewed: { group: 'accounts', text: 'xem' },
};

const ALL_TYPES = Object.keys(TYPES) as HistoryEventType[];

/** The group that an event's type is told in. */
export const groupOf = (type: HistoryEventType): LineGroup => TYPES[type].group;

/** The types of a group, in the order in which their counts are shown. */
export function typesOf(group: LineGroup): readonly HistoryEventType[] {
  return ALL_TYPES.filter((type) => groupOf(type) === group);
}

/** Whether an update came by its period's cut-off. */
export type Timeliness = 'on-time' | 'late';

export interface DiffLine extends HistoryLine {
  readonly group: DiffGroup;
  /** Of an update, by the cut-off of the policy in force for its period; null for all else, and where none is in force. */
  readonly timeliness: Timeliness | null;
}

export interface TypeCount {
  readonly type: HistoryEventType;
  readonly text: string;
  readonly count: number;
}

export interface DiffGroupCounts {
  readonly group: DiffGroup;
  readonly groupText: string;
  readonly count: number;
  /** Those that there are. */
  readonly types: readonly TypeCount[];
  /** How many updates came in time and how many late; null in the other groups. */
  readonly timeliness: { readonly onTime: number; readonly late: number } | null;
}

/** What came to be known between two instants. */
export interface Diff {
  readonly programme: string;
  /** Instant; what was recorded at it or before is not told. */
  readonly from: string;
  /** Instant; what was recorded at it is told. */
  readonly to: string;
  /** Only what speaks of this unit; null: everything. */
  readonly unit: string | null;
  /** True when anything in it is simulated, on whatever page. */
  readonly simulated: boolean;
  /** Of the whole, whichever page and group were asked for. */
  readonly total: number;
  /** All of them, those with nothing in them too; of the whole. */
  readonly groups: readonly DiffGroupCounts[];
  /** One page, oldest first. */
  readonly items: readonly DiffLine[];
  /** Send it back as `cursor` for the next page; null at the end. */
  readonly next: string | null;
}

/** How many lines of each kind there are, those that there are. */
export interface GroupCount {
  readonly group: LineGroup;
  readonly groupText: string;
  readonly count: number;
}

/** The kinds of which there is something, in their order. */
export function groupCounts(counts: ReadonlyMap<HistoryEventType, number>): GroupCount[] {
  return LINE_GROUPS.flatMap((group): GroupCount[] => {
    const count = typesOf(group).reduce((sum, type) => sum + (counts.get(type) ?? 0), 0);
    return count === 0 ? [] : [{ group, groupText: LINE_GROUP_TEXT[group], count }];
  });
}

/** The groups with their counts. @param updates how many updates came in time, how many late */
export function countedGroups(
  counts: ReadonlyMap<HistoryEventType, number>,
  updates: { readonly onTime: number; readonly late: number },
): DiffGroupCounts[] {
  return DIFF_GROUPS.map((group) => {
    const types = typesOf(group).flatMap((type): TypeCount[] => {
      const count = counts.get(type) ?? 0;
      return count === 0 ? [] : [{ type, text: TYPES[type].text, count }];
    });
    return {
      group,
      groupText: DIFF_GROUP_TEXT[group],
      count: types.reduce((sum, { count }) => sum + count, 0),
      types,
      timeliness: group === 'updates' ? updates : null,
    };
  });
}
