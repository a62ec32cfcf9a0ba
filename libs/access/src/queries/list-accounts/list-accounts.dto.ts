import { Text, WholeNumber } from '../../door/fields/fields.js';

export const DEFAULT_PAGE = 50;
const MAX_PAGE = 200;

export class ListAccountsDto {
  @Text({ max: 64, optional: true, description: 'Con trỏ của trang trước (next)' })
  readonly after?: string | null;

  @WholeNumber({ min: 1, max: MAX_PAGE, optional: true, fromQuery: true, description: 'Số dòng mỗi trang' })
  readonly limit?: number | null;
}
