import { Password } from '../../door/fields/password.js';

export class SetPasswordDto {
  @Password({ description: 'Mật khẩu mới, ít nhất 12 ký tự' })
  readonly password: string;
}
