import { Text } from '#access';

const MAX_TOKEN = 200;

export class GetCalendarDto {
  @Text({ max: MAX_TOKEN, optional: true, description: 'Mã của đường dẫn lịch' })
  readonly token?: string;
}
