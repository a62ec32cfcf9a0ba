import { Id } from '#access';

export class MakeFeedDto {
  @Id({ description: 'Đơn vị có lịch', example: 'so-khcn' })
  readonly unit: string;
}
