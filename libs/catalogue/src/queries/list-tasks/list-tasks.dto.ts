import { Text } from '#access';

const MAX_SEARCH_LENGTH = 200;

export class ListTasksDto {
  @Text({
    max: MAX_SEARCH_LENGTH,
    optional: true,
    description: 'Từ cần tìm trong tên nhiệm vụ, sản phẩm, người chỉ đạo; có dấu hoặc không dấu',
    example: 'chuyen doi so',
  })
  readonly q?: string | null;
}
