import { Text } from '../../door/fields/fields.js';

export class ReasonDto {
  @Text({ max: 1000, multiline: true, description: 'Lý do' })
  readonly reason: string;
}
