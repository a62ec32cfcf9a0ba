import { Id, IsoDateField, ListOf, ObjectField, OneOf, OptionalText, Text } from '#access';
import type { AssignmentStatus } from '../domain/assignment.events.js';
import { DocumentDto } from './document.dto.js';

const LONG_TEXT = 2000;
const SHORT_TEXT = 300;
const MAX_LIST = 50;

/** A command that needs no more than its reason. */
export class AssignmentReasonDto {
  @Text({ max: LONG_TEXT, multiline: true, description: 'Lý do' })
  readonly reason: string;
}

class DocumentedDto extends AssignmentReasonDto {
  @ObjectField(() => DocumentDto, { optional: true, description: 'Văn bản của cấp có thẩm quyền' })
  readonly document?: DocumentDto | null;
}

export class ChangeStatusDto extends DocumentedDto {
  @OneOf(['in-progress', 'suspended', 'awaiting-condition', 'cancelled'], { description: 'Trạng thái mới' })
  readonly to: AssignmentStatus;
}

export class RequestExtensionDto extends AssignmentReasonDto {
  @IsoDateField({ description: 'Hạn đề nghị' })
  readonly to: string;
}

export class DecideExtensionDto extends DocumentedDto {
  @OneOf(['granted', 'refused'], { description: 'Đồng ý hoặc không đồng ý' })
  readonly decision: 'granted' | 'refused';

  @IsoDateField({ optional: true, description: 'Hạn được duyệt, nếu khác hạn đề nghị' })
  readonly to?: string | null;
}

export class TransferDto extends DocumentedDto {
  @Id({ description: 'Mã đơn vị nhận' })
  readonly to: string;
}

export class ProposeCompletionDto {
  @Text({ max: LONG_TEXT, multiline: true, description: 'Kết quả đạt được' })
  readonly summary: string;

  @ListOf('text', { max: MAX_LIST, item: { max: SHORT_TEXT }, optional: true, description: 'Sản phẩm' })
  readonly deliverables?: string[] | null;

  @ListOf(() => DocumentDto, { max: MAX_LIST, optional: true, description: 'Văn bản kèm theo' })
  readonly documents?: DocumentDto[] | null;
}

export class ConfirmCompletionDto {
  @OptionalText({ max: LONG_TEXT, multiline: true, description: 'Ghi chú' })
  readonly note?: string | null;
}
