import { Module, type Provider } from '@nestjs/common';
import { AccessModule } from '#access';
import { ReportingModule } from '#reporting';
import { MakeFeedHandler } from './commands/make-feed/make-feed.command.js';
import { MarkReadHandler } from './commands/mark-read/mark-read.command.js';
import { RetryDeliveryHandler } from './commands/retry-delivery/retry-delivery.command.js';
import { RevokeFeedHandler } from './commands/revoke-feed/revoke-feed.command.js';
import { SetContactHandler } from './commands/set-contact/set-contact.command.js';
import { NoticeFactsService } from './facts/notice-facts.service.js';
import { AccountNotificationsController } from './http/account-notifications.controller.js';
import { DeliveriesController } from './http/deliveries.controller.js';
import { OwnNotificationsController } from './http/own-notifications.controller.js';
import { UnitCalendarController } from './http/unit-calendar.controller.js';
import { NotificationsProcess } from './notifications.process.js';
import { Outbox } from './outbox/outbox.js';
import { GetCalendarHandler } from './queries/get-calendar/get-calendar.query.js';
import { GetContactHandler } from './queries/get-contact/get-contact.query.js';
import { ListDeliveriesHandler } from './queries/list-deliveries/list-deliveries.query.js';
import { ListFeedsHandler } from './queries/list-feeds/list-feeds.query.js';
import { ListNoticesHandler } from './queries/list-notices/list-notices.query.js';
import { NOTIFICATION_SETTINGS, type NotificationSettings } from './settings/notification-settings.js';
import { TextFolder } from './texts/text-folder.js';

const HANDLERS: Provider[] = [
  GetCalendarHandler,
  GetContactHandler,
  ListDeliveriesHandler,
  ListFeedsHandler,
  ListNoticesHandler,
  MakeFeedHandler,
  MarkReadHandler,
  RetryDeliveryHandler,
  RevokeFeedHandler,
  SetContactHandler,
];

/**
 * Needs, provided globally: EVENT_LOG, CLOCK, ReadModels, UNIT_DIRECTORY, NOTIFICATION_SETTINGS, CqrsModule, the door of
 * #access.
 */
@Module({
  imports: [AccessModule, ReportingModule],
  controllers: [
    OwnNotificationsController,
    AccountNotificationsController,
    DeliveriesController,
    UnitCalendarController,
  ],
  providers: [
    ...HANDLERS,
    NoticeFactsService,
    NotificationsProcess,
    TextFolder,
    {
      provide: Outbox,
      inject: [NOTIFICATION_SETTINGS],
      useFactory: ({ file }: NotificationSettings) => new Outbox(file),
    },
  ],
  exports: [NotificationsProcess],
})
export class NotificationsModule {}
