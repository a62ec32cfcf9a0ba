import { ApiProperty } from '@nestjs/swagger';
import { ACCOUNT_POSITION, IsoDateField, OneOf } from '#access';
import { UNIT_KINDS, type UnitKind } from '#catalogue';
import { WARNING_RULES, type WarningRule } from '#warnings';
import type { DaysLate } from '../domain/days.js';
import { DRAFT_KINDS, type DraftKind } from '../domain/drafts.js';
import type { CauseFact, ExplanationFact } from '../domain/facts.js';
import type { Rank } from '../domain/ranking.js';
import type {
  DelayFigures,
  ExplanationFigures,
  ExtensionFigures,
  TaskFigures,
  UpdateFigures,
  WarningFigures,
} from '../domain/scorecard.js';
import { SHORTFALL_KINDS, type Shortfall } from '../domain/shortfalls.js';
import type { Draft } from '../queries/draft/draft.query.js';
import type {
  ScorecardHead,
  ScorecardList,
  ScorecardRow,
} from '../queries/list-scorecards/list-scorecards.query.js';
import type { UnitLists, UnitScorecard } from '../queries/unit-scorecard/unit-scorecard.query.js';
import type { SpanPeriod } from '../scorecard.reader.js';

const INSTANT = { type: String, format: 'date-time' } as const;
const DAY = { type: String, format: 'date' } as const;
const COUNT = { type: 'integer' } as const;
const SHARE = { type: 'number', nullable: true } as const;
const OR_NULL = { nullable: true } as const;

export class ScorecardAsOfDto {
  @IsoDateField({ optional: true, description: 'Tính đến hết ngày; mặc định: bây giờ' })
  readonly asOf?: string;
}

export class ListScorecardsDto extends ScorecardAsOfDto {
  @OneOf(UNIT_KINDS, { optional: true, description: 'Chỉ một loại đơn vị' })
  readonly kind?: UnitKind;
}

class SpanDto {
  @ApiProperty({ type: String, example: '2026-Q1' }) readonly id: string;
  @ApiProperty({ enum: ['month', 'quarter', 'year'] }) readonly kind: 'month' | 'quarter' | 'year';
  @ApiProperty(DAY) readonly first: string;
  @ApiProperty(DAY) readonly last: string;
  @ApiProperty({ type: String, example: 'quý I/2026' }) readonly text: string;
}

class SpanPeriodDto implements SpanPeriod {
  @ApiProperty({ type: String, example: '2026-03' }) readonly period: string;
  @ApiProperty({ ...INSTANT, ...OR_NULL, description: 'null: chưa đến hạn chốt' })
  readonly cutOff: string | null;
  @ApiProperty({ enum: ['open', 'past-cut-off', 'closed'] }) readonly state: SpanPeriod['state'];
}

class DaysLateDto implements DaysLate {
  @ApiProperty({ ...COUNT, description: 'Ngày theo lịch' }) readonly calendar: number;
  @ApiProperty({ ...COUNT, description: 'Ngày làm việc' }) readonly working: number;
}

class UpdateFiguresDto implements UpdateFigures {
  @ApiProperty({ ...COUNT, description: 'Lượt cập nhật phải có, của các kỳ đã qua hạn chốt' })
  readonly expected: number;
  @ApiProperty({ ...COUNT, description: 'Đúng hạn, đủ dữ liệu; gồm cả không phát sinh' })
  readonly onTime: number;
  @ApiProperty({ ...COUNT, description: 'Trong số đúng hạn: không phát sinh' })
  readonly nothingToReport: number;
  @ApiProperty(COUNT) readonly late: number;
  @ApiProperty(COUNT) readonly insufficient: number;
  @ApiProperty(COUNT) readonly missing: number;
  @ApiProperty({
    ...COUNT,
    description: 'Trong số muộn, thiếu, không có: đã xác nhận nguyên nhân khách quan',
  })
  readonly excused: number;
  @ApiProperty({ ...COUNT, description: 'Chưa đến hạn chốt; ngoài số phải có' }) readonly notYetDue: number;
  @ApiProperty({ ...COUNT, description: 'Không phải báo cáo; ngoài số phải có' }) readonly exempt: number;
  @ApiProperty({ ...SHARE, description: 'onTime / expected, 0–1' }) readonly rate: number | null;
  @ApiProperty({ ...SHARE, description: 'onTime / (expected − excused), 0–1: dùng để xếp hạng' })
  readonly rateWithoutExcused: number | null;
}

class DelayFiguresDto implements DelayFigures {
  @ApiProperty({ ...COUNT, description: 'Số lần chậm: cập nhật muộn, không cập nhật, nhiệm vụ quá hạn' })
  readonly count: number;
  @ApiProperty({ ...COUNT, description: 'Trong đó đã xác nhận nguyên nhân khách quan' })
  readonly excused: number;
  @ApiProperty({ type: DaysLateDto, description: 'Tổng' }) readonly days: DaysLateDto;
  @ApiProperty({ type: DaysLateDto, description: 'Lâu nhất' }) readonly worst: DaysLateDto;
  @ApiProperty({
    type: DaysLateDto,
    description: 'Tổng, không tính nguyên nhân khách quan: dùng để xếp hạng',
  })
  readonly unexcusedDays: DaysLateDto;
}

class WarningFiguresDto implements WarningFigures {
  @ApiProperty(COUNT) readonly raised: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: 'Theo quy tắc' })
  readonly byRule: Readonly<Record<WarningRule, number>>;
  @ApiProperty({ ...COUNT, description: 'Chưa được gỡ' }) readonly standing: number;
  @ApiProperty({
    ...COUNT,
    description: 'Chưa được gỡ, không kể nhắc sắp đến hạn và nguyên nhân khách quan: dùng để xếp hạng',
  })
  readonly standingUnexcused: number;
  @ApiProperty({ ...COUNT, description: 'Mức cao nhất đã đến; 0: không có cảnh báo' })
  readonly highestLevel: number;
  @ApiProperty({ ...COUNT, description: 'Mức cao nhất, không tính nguyên nhân khách quan' })
  readonly highestLevelUnexcused: number;
}

class ExtensionFiguresDto implements ExtensionFigures {
  @ApiProperty(COUNT) readonly requested: number;
  @ApiProperty(COUNT) readonly granted: number;
  @ApiProperty(COUNT) readonly refused: number;
}

class ExplanationFiguresDto implements ExplanationFigures {
  @ApiProperty({ ...COUNT, description: 'Số lần được yêu cầu giải trình' }) readonly requested: number;
  @ApiProperty({ ...COUNT, description: 'Giải trình quá hạn, hoặc quá hạn chưa giải trình' })
  readonly late: number;
  @ApiProperty({ ...COUNT, description: 'Được chấp nhận' }) readonly accepted: number;
  @ApiProperty({ ...COUNT, description: 'Cảnh báo được xác nhận do nguyên nhân khách quan' })
  readonly objectiveCauses: number;
}

class TaskFiguresDto implements TaskFigures {
  @ApiProperty({ ...COUNT, description: 'Hoàn thành đúng hạn, theo ngày hoàn thành' })
  readonly completedOnTime: number;
  @ApiProperty({ ...COUNT, description: 'Hoàn thành quá hạn, theo ngày hoàn thành' })
  readonly completedLate: number;
  @ApiProperty({ ...COUNT, description: 'Đến hạn trong thời gian này, nay vẫn chưa xong' })
  readonly overdue: number;
  @ApiProperty({ ...COUNT, description: 'Đến hạn từ trước, nay vẫn chưa xong' })
  readonly overdueFromBefore: number;
}

class RankDto implements Rank {
  @ApiProperty({ ...COUNT, description: 'Hạng' }) readonly place: number;
  @ApiProperty({ ...COUNT, description: 'Số đơn vị được xếp hạng' }) readonly of: number;
  @ApiProperty({ ...COUNT, description: 'Số đơn vị cùng hạng; 1: không đồng hạng' }) readonly shared: number;
}

export class ScorecardRowDto implements ScorecardRow {
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String }) readonly unitName: string;
  @ApiProperty({ enum: UNIT_KINDS }) readonly kind: UnitKind;
  @ApiProperty({ type: RankDto, ...OR_NULL, description: 'Trong mọi đơn vị; null: không có gì để xếp' })
  readonly rank: RankDto | null;
  @ApiProperty({ type: RankDto, ...OR_NULL, description: 'Trong các đơn vị cùng loại' })
  readonly rankInKind: RankDto | null;
  @ApiProperty({ type: UpdateFiguresDto }) readonly updates: UpdateFiguresDto;
  @ApiProperty({ type: DelayFiguresDto }) readonly delays: DelayFiguresDto;
  @ApiProperty({ type: WarningFiguresDto }) readonly warnings: WarningFiguresDto;
  @ApiProperty({ type: ExtensionFiguresDto }) readonly extensions: ExtensionFiguresDto;
  @ApiProperty({ type: ExplanationFiguresDto }) readonly explanations: ExplanationFiguresDto;
  @ApiProperty({ type: TaskFiguresDto }) readonly tasks: TaskFiguresDto;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
}

class ScorecardHeadDto implements ScorecardHead {
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: SpanDto }) readonly span: SpanDto;
  @ApiProperty({ ...INSTANT, description: 'Số liệu tính đến' }) readonly asOf: string;
  @ApiProperty({ type: [SpanPeriodDto], description: 'Các kỳ báo cáo có ngày cuối trong thời gian này' })
  readonly periods: readonly SpanPeriodDto[];
  @ApiProperty({ type: 'number', description: 'Mục tiêu của quy chế báo cáo, 0–1' }) readonly goal: number;
  @ApiProperty({ type: Boolean, description: 'Tạm tính: còn kỳ chưa qua hạn chốt' })
  readonly provisional: boolean;
  @ApiProperty({ type: String, description: 'Cách xếp hạng' }) readonly rankingRule: string;
  @ApiProperty({ ...COUNT, description: 'Số đơn vị được xếp hạng' }) readonly ranked: number;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
}

export class ScorecardListDto extends ScorecardHeadDto implements ScorecardList {
  @ApiProperty({ type: [ScorecardRowDto], description: 'Theo thứ hạng' })
  readonly units: readonly ScorecardRowDto[];
}

class CauseDto implements CauseFact {
  @ApiProperty({ type: String, format: 'uuid' }) readonly eventId: string;
  @ApiProperty({ type: Boolean, description: 'Xác nhận do nguyên nhân khách quan' })
  readonly objective: boolean;
  @ApiProperty(INSTANT) readonly at: string;
  @ApiProperty({ type: String, description: 'Tài khoản đã xác nhận' }) readonly by: string;
  @ApiProperty(ACCOUNT_POSITION) readonly byName: string | null;
}

class ShortfallEventsDto {
  @ApiProperty({ type: String, ...OR_NULL, description: 'Báo cáo quyết định kết quả' })
  readonly report: string | null;
  @ApiProperty({ type: String, ...OR_NULL, description: 'Đặt ra hạn' }) readonly due: string | null;
  @ApiProperty({ type: String, ...OR_NULL, description: 'Kết thúc việc chậm' }) readonly end: string | null;
  @ApiProperty({ type: [String], description: 'Nêu cảnh báo' }) readonly warnings: readonly string[];
  @ApiProperty({ type: [String], description: 'Yêu cầu giải trình và giải trình' })
  readonly explanations: readonly string[];
  @ApiProperty({ type: String, ...OR_NULL, description: 'Xác nhận nguyên nhân' })
  readonly cause: string | null;
}

class ListedDto {
  @ApiProperty({ type: String }) readonly assignment: string;
  @ApiProperty({ type: String }) readonly task: string;
  @ApiProperty({ type: String }) readonly taskTitle: string;
}

class ShortfallDto extends ListedDto {
  @ApiProperty({ enum: SHORTFALL_KINDS }) readonly kind: Shortfall['kind'];
  @ApiProperty({ type: String, description: 'Kỳ báo cáo, hoặc hạn của nhiệm vụ' }) readonly period: string;
  @ApiProperty({ ...DAY, description: 'Ngày cuối cùng còn đúng hạn' }) readonly dueOn: string;
  @ApiProperty({ ...DAY, ...OR_NULL, description: 'Ngày làm xong; null: chưa' }) readonly doneOn:
    | string
    | null;
  @ApiProperty({ enum: ['report', 'completion', 'proposal', 'extension', 'status'], ...OR_NULL })
  readonly endedBy: Shortfall['endedBy'];
  @ApiProperty({ ...DAY, ...OR_NULL }) readonly endedOn: string | null;
  @ApiProperty({ type: DaysLateDto, ...OR_NULL, description: 'null: lỗi nội dung, không phải chậm' })
  readonly days: DaysLateDto | null;
  @ApiProperty({ type: [String], description: 'Mã cảnh báo' }) readonly warnings: readonly string[];
  @ApiProperty({ ...COUNT, description: 'Mức cảnh báo cao nhất; 0: không có' })
  readonly warningLevel: number;
  @ApiProperty({ enum: ['none', 'requested', 'submitted', 'judged'], description: 'Giải trình' })
  readonly explanation: Shortfall['explanation'];
  @ApiProperty({ type: CauseDto, ...OR_NULL, description: 'Nguyên nhân đã được xem xét' })
  readonly cause: CauseDto | null;
  @ApiProperty({ type: Boolean, description: 'Đã xác nhận nguyên nhân khách quan' })
  readonly excused: boolean;
  @ApiProperty({ type: ShortfallEventsDto }) readonly events: ShortfallEventsDto;
}

class ScorecardCompletionDto extends ListedDto {
  @ApiProperty(DAY) readonly completedOn: string;
  @ApiProperty({ ...DAY, ...OR_NULL }) readonly due: string | null;
  @ApiProperty({ type: Boolean }) readonly late: boolean;
  @ApiProperty({ type: String, format: 'uuid' }) readonly event: string;
}

class ListedWarningDto {
  @ApiProperty({ type: String, ...OR_NULL, description: 'null: cảnh báo của một chỉ tiêu' })
  readonly assignment: string | null;
  @ApiProperty({ type: String, ...OR_NULL }) readonly task: string | null;
  @ApiProperty({ type: String, ...OR_NULL, description: 'Mã chỉ tiêu' }) readonly indicator: string | null;
  @ApiProperty({ type: String, description: 'Tên nhiệm vụ, hoặc tên chỉ tiêu' })
  readonly taskTitle: string;
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ enum: WARNING_RULES }) readonly rule: WarningRule;
  @ApiProperty({ type: String }) readonly period: string;
  @ApiProperty({ type: String, format: 'uuid' }) readonly raisedEvent: string;
  @ApiProperty(INSTANT) readonly raisedAt: string;
  @ApiProperty({ type: Boolean, description: 'Chưa được gỡ' }) readonly standing: boolean;
  @ApiProperty({ ...INSTANT, ...OR_NULL }) readonly clearedAt: string | null;
  @ApiProperty({ ...COUNT, description: 'Mức cao nhất đã đến' }) readonly highestLevel: number;
  @ApiProperty({ type: [String], description: 'Mã sự kiện: nêu, lên mức, gỡ' })
  readonly events: readonly string[];
  @ApiProperty({ type: CauseDto, ...OR_NULL }) readonly cause: CauseDto | null;
}

class ExtensionDecisionDto {
  @ApiProperty({ type: Boolean }) readonly granted: boolean;
  @ApiProperty(DAY) readonly on: string;
  @ApiProperty({ type: String, format: 'uuid' }) readonly eventId: string;
}

class ScorecardExtensionDto extends ListedDto {
  @ApiProperty({ type: String, format: 'uuid', description: 'Sự kiện đề nghị' }) readonly eventId: string;
  @ApiProperty(DAY) readonly requestedOn: string;
  @ApiProperty({ ...DAY, description: 'Hạn khi đề nghị' }) readonly from: string;
  @ApiProperty({ ...DAY, description: 'Hạn được đề nghị' }) readonly to: string;
  @ApiProperty({ type: ExtensionDecisionDto, ...OR_NULL }) readonly decision: ExtensionDecisionDto | null;
}

class SubmittedDto {
  @ApiProperty({ type: String, format: 'uuid' }) readonly eventId: string;
  @ApiProperty(INSTANT) readonly at: string;
}

class ScorecardExplanationDto implements ExplanationFact {
  @ApiProperty({ type: String, description: 'Mã cảnh báo' }) readonly warning: string;
  @ApiProperty({ type: String, ...OR_NULL, description: 'Sự kiện yêu cầu; null: đơn vị tự giải trình' })
  readonly request: string | null;
  @ApiProperty({ ...INSTANT, ...OR_NULL }) readonly requestedAt: string | null;
  @ApiProperty({ ...DAY, ...OR_NULL, description: 'Hạn giải trình' }) readonly dueOn: string | null;
  @ApiProperty({ type: SubmittedDto, ...OR_NULL }) readonly submitted: SubmittedDto | null;
  @ApiProperty({ type: Boolean, description: 'Quá hạn' }) readonly late: boolean;
  @ApiProperty({ type: CauseDto, ...OR_NULL }) readonly judged: CauseDto | null;
}

class UnitListsDto implements UnitLists {
  @ApiProperty({ type: [ShortfallDto], description: 'Từng lần chậm, thiếu; lần chậm là dòng có số ngày' })
  readonly shortfalls: readonly ShortfallDto[];
  @ApiProperty({ type: [ShortfallDto], description: 'Nhiệm vụ quá hạn từ trước, nay vẫn chưa xong' })
  readonly overdueFromBefore: readonly ShortfallDto[];
  @ApiProperty({ type: [ScorecardCompletionDto] }) readonly completions: readonly ScorecardCompletionDto[];
  @ApiProperty({ type: [ListedWarningDto] }) readonly warnings: readonly ListedWarningDto[];
  @ApiProperty({ type: [ScorecardExtensionDto] }) readonly extensions: readonly ScorecardExtensionDto[];
  @ApiProperty({ type: [ScorecardExplanationDto] }) readonly explanations: readonly ScorecardExplanationDto[];
}

export class UnitScorecardDto extends ScorecardHeadDto implements UnitScorecard {
  @ApiProperty({ type: ScorecardRowDto }) readonly card: ScorecardRowDto;
  @ApiProperty({ type: UnitListsDto, description: 'Danh sách đứng sau từng con số' })
  readonly lists: UnitListsDto;
}

class DraftUnitDto extends ScorecardRowDto {
  @ApiProperty({ type: [String], description: 'Vì sao có trong danh sách' })
  readonly reasons: readonly string[];
}

export class DraftDto extends ScorecardHeadDto implements Draft {
  @ApiProperty({ enum: DRAFT_KINDS }) readonly kind: DraftKind;
  @ApiProperty({ type: String, description: 'Ghi rõ đây là dự thảo' }) readonly notice: string;
  @ApiProperty({ type: String, description: 'Tiêu chí lập danh sách' }) readonly criteria: string;
  @ApiProperty({ type: [DraftUnitDto] }) readonly units: readonly DraftUnitDto[];
  @ApiProperty({ type: String, description: 'Văn bản dự thảo' }) readonly text: string;
}
