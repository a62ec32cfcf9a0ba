import { Text } from '../../door/fields/fields.js';
import { GrantRoleDto } from '../grant-role/grant-role.dto.js';

export class RevokeRoleDto extends GrantRoleDto {
  @Text({ max: 1000, multiline: true, description: 'Lý do thu hồi' })
  readonly reason: string;
}
