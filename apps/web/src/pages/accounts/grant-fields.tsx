import type { GrantRoleDto } from '../../client/types.gen.js';
import { Field } from '../../ui/field.js';
import { isOfUnit, ROLE_WORDS, ROLES } from '../../ui/roles.js';
import { UnitSelect } from '../../ui/unit-select.js';

/** A role that is being chosen; empty: not chosen yet. */
export interface TypedGrant {
  readonly role: string;
  readonly unit: string;
}

export const NO_GRANT: TypedGrant = { role: '', unit: '' };

/** For the server, which says what is missing. */
export const grantOf = ({ role, unit }: TypedGrant): GrantRoleDto => ({
  role: (role || undefined) as GrantRoleDto['role'],
  unit: isOfUnit(role) && unit !== '' ? unit : null,
});

interface GrantFieldsProps {
  readonly value: TypedGrant;
  readonly onChange: (grant: TypedGrant) => void;
  readonly roleErrors: readonly string[];
  readonly unitErrors: readonly string[];
}

/** A role, and the unit of one that speaks for a unit. */
export function GrantFields({ value, onChange, roleErrors, unitErrors }: GrantFieldsProps) {
  const ofUnit = isOfUnit(value.role);
  return (
    <>
      <Field label="Vai trò" errors={roleErrors} required>
        {(control) => (
          <select
            {...control}
            value={value.role}
            onChange={({ target }) => onChange({ ...value, role: target.value })}
          >
            <option value="">chọn…</option>
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {ROLE_WORDS[role]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {ofUnit ? (
        <Field
          label="Đơn vị"
          hint="Tài khoản chỉ xem và báo cáo việc của đơn vị này."
          errors={unitErrors}
          required
        >
          {(control) => (
            <UnitSelect {...control} value={value.unit} onChoose={(unit) => onChange({ ...value, unit })} />
          )}
        </Field>
      ) : null}
    </>
  );
}
