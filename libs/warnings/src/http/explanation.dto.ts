import { Flag, Id, IsoDateField, ListOf, OneOf, Text } from '#access';
import { DocumentDto } from '#tasks';
import type { ExplanationSubmitted } from '../domain/warning.events.js';

const LONG_TEXT = 4000;
const MAX_DOCUMENTS = 50;

export class RequestExplanationDto {
  @Text({ max: LONG_TEXT, multiline: true, description: 'Nội dung cần giải trình' })
  readonly question: string;

  @IsoDateField({ optional: true, description: 'Hạn trả lời; mặc định: số ngày làm việc theo quy chế' })
  readonly dueOn?: string | null;

  @Id({ optional: true, description: 'Đơn vị được yêu cầu, khi cảnh báo không có đơn vị chịu trách nhiệm' })
  readonly unit?: string | null;
}

export class SubmitExplanationDto {
  @Text({ max: LONG_TEXT, multiline: true, description: 'Nội dung giải trình' })
  readonly text: string;

  @OneOf(['objective', 'subjective'], { description: 'Nguyên nhân theo đơn vị: khách quan hoặc chủ quan' })
  readonly cause: ExplanationSubmitted['cause'];

  @ListOf(() => DocumentDto, { max: MAX_DOCUMENTS, optional: true, description: 'Văn bản kèm theo' })
  readonly documents?: DocumentDto[] | null;
}

export class JudgeExplanationDto {
  @OneOf(['accepted', 'returned'], { description: 'Chấp nhận hoặc trả lại' })
  readonly decision: 'accepted' | 'returned';

  @Flag({ optional: true, description: 'Khi chấp nhận: có xác nhận nguyên nhân khách quan hay không' })
  readonly objective?: boolean | null;

  @Text({ max: LONG_TEXT, multiline: true, description: 'Lý do' })
  readonly reason: string;

  @IsoDateField({
    optional: true,
    description: 'Khi trả lại: hạn giải trình lại; mặc định: số ngày làm việc theo quy chế',
  })
  readonly dueOn?: string | null;
}
