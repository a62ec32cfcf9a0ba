import { ApiProperty } from '@nestjs/swagger';
import type { Grant, Principal } from '../domain/principal.js';
import { ROLES, type Role } from '../domain/roles.js';
import type { AccountPage } from '../queries/list-accounts/list-accounts.query.js';
import type { AccountRow } from '../read-models/accounts/account-directory.js';

export class GrantDto implements Grant {
  @ApiProperty({ enum: Object.keys(ROLES), description: 'Vai trò' })
  readonly role: Role;

  @ApiProperty({ type: String, nullable: true, description: 'Mã đơn vị mà vai trò gắn với' })
  readonly unit: string | null;
}

export class PrincipalDto implements Principal {
  @ApiProperty({ type: String, description: 'Mã tài khoản' })
  readonly id: string;

  @ApiProperty({ type: String, description: 'Tên chức danh' })
  readonly displayName: string;

  @ApiProperty({ type: [GrantDto] })
  readonly grants: readonly GrantDto[];
}

export class AccountDto extends PrincipalDto implements AccountRow {
  @ApiProperty({ type: Boolean, description: 'Còn hoạt động' })
  readonly enabled: boolean;

  @ApiProperty({ type: String, format: 'date-time', description: 'Lúc đăng ký' })
  readonly registeredAt: string;

  @ApiProperty({ type: 'integer', description: 'Phiên bản, dùng cho If-Match' })
  readonly revision: number;
}

export class AccountPageDto implements AccountPage {
  @ApiProperty({ type: [AccountDto] })
  readonly items: readonly AccountDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Con trỏ của trang sau; null nếu đã hết' })
  readonly next: string | null;
}

export class SessionDto {
  @ApiProperty({ type: String, description: 'Chỉ được trả về một lần này' })
  readonly token: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'Lúc hết hạn' })
  readonly expiresAt: string;

  @ApiProperty({ type: PrincipalDto })
  readonly account: PrincipalDto;
}
