export { isSignedBy, signatureOf } from './channels/signature.js';
export { type MadeFeed, MakeFeedCommand } from './commands/make-feed/make-feed.command.js';
export { MarkReadCommand } from './commands/mark-read/mark-read.command.js';
export { RetryDeliveryCommand } from './commands/retry-delivery/retry-delivery.command.js';
export { RevokeFeedCommand } from './commands/revoke-feed/revoke-feed.command.js';
export { SetContactCommand } from './commands/set-contact/set-contact.command.js';
export { NOTICE_KINDS, type NoticeKind } from './domain/announcement.js';
export * from './notifications.module.js';
export * from './notifications.process.js';
export { type Contact, DELIVERY_STATES, type Delivery, type DeliveryState } from './outbox/outbox.js';
export { type Calendar, GetCalendarQuery } from './queries/get-calendar/get-calendar.query.js';
export { GetContactQuery } from './queries/get-contact/get-contact.query.js';
export { type DeliveryPage, ListDeliveriesQuery } from './queries/list-deliveries/list-deliveries.query.js';
export { ListFeedsQuery } from './queries/list-feeds/list-feeds.query.js';
export {
  ListNoticesQuery,
  type NoticePage,
  type NoticeView,
} from './queries/list-notices/list-notices.query.js';
export * from './settings/notification-settings.js';
export { InvalidTextsError, readTexts } from './texts/text-folder.js';
