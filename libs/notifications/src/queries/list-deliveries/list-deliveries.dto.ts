import { OneOf, Text, WholeNumber } from '#access';
import { CHANNELS, type ChannelName } from '../../channels/channel.js';
import { DELIVERY_STATES, type DeliveryState } from '../../outbox/outbox.js';

const MAX_LIMIT = 200;

export class ListDeliveriesDto {
  @OneOf(DELIVERY_STATES, {
    optional: true,
    description: 'waiting: chờ gửi; failed: sẽ gửi lại; sent: đã gửi; dead: thôi gửi',
  })
  readonly state?: DeliveryState;

  @OneOf(CHANNELS, { optional: true, description: 'Kênh' })
  readonly channel?: ChannelName;

  @Text({ max: 20, optional: true, description: 'Con trỏ của trang sau' })
  readonly cursor?: string;

  @WholeNumber({ min: 1, max: MAX_LIMIT, optional: true, fromQuery: true, description: 'Số dòng một trang' })
  readonly limit?: number;
}
