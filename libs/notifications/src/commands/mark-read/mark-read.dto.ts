import { Flag, ListOf } from '#access';

const MAX_IDS = 500;
const ID_LENGTH = 36;

export class MarkReadDto {
  @ListOf('text', {
    max: MAX_IDS,
    item: { max: ID_LENGTH },
    optional: true,
    description: 'Mã các thông báo đã đọc',
  })
  readonly ids?: string[] | null;

  @Flag({ optional: true, description: 'true: tất cả' })
  readonly all?: boolean | null;
}
