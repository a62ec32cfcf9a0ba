import { Password } from '../../door/fields/password.js';
import { SetPasswordDto } from '../set-password/set-password.dto.js';

export class ChangeOwnPasswordDto extends SetPasswordDto {
  @Password({ description: 'Mật khẩu hiện tại' })
  readonly currentPassword: string;
}
