import { ListOf, OneOf, OptionalText, PeriodField, Text, WholeNumber } from '#access';
import { DocumentDto } from '../../http/document.dto.js';

const LONG_TEXT = 4000;
const SHORT_TEXT = 300;
const MAX_LIST = 50;
/** Whole đồng that a number holds exactly. */
const MAX_VND = 9_000_000_000_000_000;

export class ReportProgressDto {
  @PeriodField({ description: 'Kỳ báo cáo', example: '2026-10' })
  readonly period: string;

  @OneOf(['progress', 'nothing-to-report'], {
    description: 'progress: cập nhật tiến độ; nothing-to-report: không phát sinh',
  })
  readonly kind: 'progress' | 'nothing-to-report';

  @WholeNumber({ optional: true, description: 'Tỷ lệ hoàn thành, 0–100', example: 60 })
  readonly percent?: number | null;

  @OptionalText({ max: SHORT_TEXT, description: 'Lý do khi tỷ lệ giảm' })
  readonly percentDownReason?: string | null;

  @Text({ max: LONG_TEXT, min: 0, multiline: true, optional: true, description: 'Kết quả thực hiện' })
  readonly summary?: string | null;

  @OptionalText({ max: LONG_TEXT, multiline: true, description: 'Khó khăn, vướng mắc' })
  readonly difficulties?: string | null;

  @OptionalText({ max: LONG_TEXT, multiline: true, description: 'Kiến nghị, đề xuất' })
  readonly proposals?: string | null;

  @ListOf(() => DocumentDto, { max: MAX_LIST, optional: true, description: 'Văn bản kèm theo' })
  readonly documents?: DocumentDto[] | null;

  @WholeNumber({
    min: 0,
    max: MAX_VND,
    optional: true,
    description: 'Số tiền đã giải ngân từ đầu chương trình, đồng',
  })
  readonly disbursedVnd?: number | null;

  @ListOf('text', {
    max: MAX_LIST,
    item: { max: SHORT_TEXT },
    optional: true,
    description: 'Sản phẩm đã bàn giao',
  })
  readonly deliverables?: string[] | null;
}
