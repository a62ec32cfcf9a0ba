import { Text } from '../../door/fields/fields.js';
import { Password } from '../../door/fields/password.js';

export class LogInDto {
  @Text({ max: 64, description: 'Mã tài khoản' })
  readonly account: string;

  @Password({ description: 'Mật khẩu' })
  readonly password: string;
}
