import { Flag, Text, WholeNumber } from '#access';

const MAX_LIMIT = 200;

export class ListNoticesDto {
  @Flag({ optional: true, fromQuery: true, description: 'true: chỉ những thông báo chưa đọc' })
  readonly unread?: boolean;

  @Text({ max: 20, optional: true, description: 'Con trỏ của trang sau' })
  readonly cursor?: string;

  @WholeNumber({ min: 1, max: MAX_LIMIT, optional: true, fromQuery: true, description: 'Số dòng một trang' })
  readonly limit?: number;
}
