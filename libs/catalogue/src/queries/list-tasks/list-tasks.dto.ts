import { Id, Text, WholeNumber } from '#access';

const MAX_SEARCH_LENGTH = 200;
const MAX_LIMIT = 200;

/** Tasks of a page where the caller names no limit. */
export const DEFAULT_PAGE = 50;

export class ListTasksDto {
  @Text({
    max: MAX_SEARCH_LENGTH,
    optional: true,
    description: 'Từ cần tìm trong tên nhiệm vụ, sản phẩm, người chỉ đạo; có dấu hoặc không dấu',
    example: 'chuyen doi so',
  })
  readonly q?: string | null;

  @Id({ optional: true, description: 'Mục của văn bản', example: 'III' })
  readonly section?: string;

  @Id({
    optional: true,
    description: 'Đơn vị chủ trì, trực tiếp hoặc là thành viên của nhóm chủ trì',
    example: 'so-noi-vu',
  })
  readonly unit?: string;

  @Text({ max: MAX_SEARCH_LENGTH, optional: true, description: 'Chức danh chủ trì chỉ đạo' })
  readonly leader?: string | null;

  @Id({ optional: true, description: 'Con trỏ của trang sau' })
  readonly cursor?: string;

  @WholeNumber({ min: 1, max: MAX_LIMIT, optional: true, fromQuery: true, description: 'Số dòng một trang' })
  readonly limit?: number;
}
