import { ApiProperty } from '@nestjs/swagger';
import { CHANNELS, type ChannelName } from '../channels/channel.js';
import type { MadeFeed } from '../commands/make-feed/make-feed.command.js';
import { NOTICE_KINDS, type NoticeKind } from '../domain/announcement.js';
import {
  type Contact,
  DELIVERY_STATES,
  type Delivery,
  type DeliveryState,
  type Feed,
} from '../outbox/outbox.js';
import type { DeliveryPage } from '../queries/list-deliveries/list-deliveries.query.js';
import type { NoticePage, NoticeView } from '../queries/list-notices/list-notices.query.js';

export class NoticeDto implements NoticeView {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ enum: NOTICE_KINDS }) readonly kind: NoticeKind;
  @ApiProperty({ type: String, nullable: true, description: 'Đơn vị có việc' }) readonly unit: string | null;
  @ApiProperty({ type: String, description: 'Một dòng' }) readonly title: string;
  @ApiProperty({ type: String }) readonly text: string;
  @ApiProperty({ type: String, description: 'Đường dẫn của đối tượng được nói đến' }) readonly link: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Lúc xảy ra' }) readonly at: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Lúc báo' }) readonly madeAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Lúc đã đọc' })
  readonly readAt: string | null;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
}

export class NoticePageDto implements NoticePage {
  @ApiProperty({ type: [NoticeDto] }) readonly items: readonly NoticeDto[];
  @ApiProperty({ type: String, nullable: true }) readonly next: string | null;
  @ApiProperty({ type: 'integer', description: 'Số thông báo chưa đọc' }) readonly unread: number;
}

export class UnreadDto {
  @ApiProperty({ type: 'integer', description: 'Số thông báo chưa đọc' }) readonly unread: number;
}

export class ContactDto implements Contact {
  @ApiProperty({ type: String, nullable: true, description: 'Địa chỉ thư điện tử' })
  readonly email: string | null;
  @ApiProperty({ type: Boolean, description: 'Nhận thư tổng hợp mỗi ngày' }) readonly digest: boolean;
  @ApiProperty({ type: Boolean, description: 'Nhận ngay thư về việc gấp' }) readonly immediate: boolean;
}

export class FeedDto implements Feed {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String, format: 'date-time' }) readonly madeAt: string;
}

export class MadeFeedDto implements MadeFeed {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ type: String }) readonly unit: string;
  @ApiProperty({ type: String, description: 'Đường dẫn kèm mã; chỉ được trả về một lần này' })
  readonly path: string;
}

export class DeliveryDto implements Delivery {
  @ApiProperty({ type: String }) readonly id: string;
  @ApiProperty({ enum: CHANNELS }) readonly channel: ChannelName;
  @ApiProperty({ type: String, description: 'Tài khoản, hoặc mã đăng ký webhook' }) readonly target: string;
  @ApiProperty({ type: String, description: 'Loại thông báo; digest: thư tổng hợp' }) readonly kind: string;
  @ApiProperty({ enum: DELIVERY_STATES }) readonly state: DeliveryState;
  @ApiProperty({ type: 'integer', description: 'Số lần đã thử' }) readonly attempts: number;
  @ApiProperty({ type: String, format: 'date-time' }) readonly madeAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Lần thử tới' })
  readonly nextAttemptAt: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly lastError: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Lúc gửi xong hoặc thôi gửi',
  })
  readonly finishedAt: string | null;
}

class DeliveryCountsDto implements Record<DeliveryState, number> {
  @ApiProperty({ type: 'integer' }) readonly waiting: number;
  @ApiProperty({ type: 'integer' }) readonly failed: number;
  @ApiProperty({ type: 'integer' }) readonly sent: number;
  @ApiProperty({ type: 'integer' }) readonly dead: number;
}

export class DeliveryPageDto implements DeliveryPage {
  @ApiProperty({ type: [DeliveryDto] }) readonly items: readonly DeliveryDto[];
  @ApiProperty({ type: String, nullable: true }) readonly next: string | null;
  @ApiProperty({ type: DeliveryCountsDto }) readonly counts: DeliveryCountsDto;
}
