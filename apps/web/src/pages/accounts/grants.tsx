import type { GrantDto } from '../../client/types.gen.js';
import { ROLE_WORDS } from '../../ui/roles.js';
import { Tag } from '../../ui/tag.js';
import css from './accounts.module.css';

/** The name of a unit by its id; the id itself where no unit is known by it. */
export type NameOfUnit = (id: string) => string;

/** A role with its unit: “Đơn vị chủ trì – Sở Tài chính”. */
export function grantText({ role, unit }: GrantDto, unitName: NameOfUnit): string {
  const name = role === 'operator' ? role : ROLE_WORDS[role];
  return unit === null ? name : `${name} – ${unitName(unit)}`;
}

interface GrantsProps {
  readonly grants: readonly GrantDto[];
  readonly unitName: NameOfUnit;
}

/** The roles of an account, one under the other. */
export function Grants({ grants, unitName }: GrantsProps) {
  if (grants.length === 0) return 'chưa có vai trò';
  return (
    <ul className={css.grants}>
      {grants.map((grant) => (
        <li key={`${grant.role} ${grant.unit}`}>{grantText(grant, unitName)}</li>
      ))}
    </ul>
  );
}

export function AccountState({ enabled }: { readonly enabled: boolean }) {
  return enabled ? (
    <Tag tone="good" sign="✓">
      Đang mở
    </Tag>
  ) : (
    <Tag tone="unknown" sign="■">
      Đã khóa
    </Tag>
  );
}
