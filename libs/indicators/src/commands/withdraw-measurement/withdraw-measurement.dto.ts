import { Text } from '#access';
import { FigureOwnerDto, MAX_REASON } from '../record-measurement/record-measurement.dto.js';

export class WithdrawMeasurementDto extends FigureOwnerDto {
  @Text({ max: MAX_REASON, multiline: true, description: 'Lý do rút số liệu' })
  readonly reason: string;
}
