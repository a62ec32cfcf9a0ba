import { OneOf, Text } from '#access';
import { UNIT_KINDS, type UnitKind } from '../../domain/unit.events.js';

const MAX_SEARCH_LENGTH = 200;

export class ListUnitsDto {
  @Text({
    max: MAX_SEARCH_LENGTH,
    optional: true,
    description: 'Từ cần tìm trong tên, tên gọi khác, mã; có dấu hoặc không dấu',
    example: 'so khoa hoc',
  })
  readonly q?: string | null;

  @OneOf(UNIT_KINDS, { optional: true, description: 'Loại đơn vị' })
  readonly kind?: UnitKind | null;
}
