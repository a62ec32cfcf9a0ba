import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/session.js';
import type { TrailActorDto } from '../../client/types.gen.js';
import { instant, number } from '../../ui/format.js';
import css from './look-up.module.css';

interface RightsProps {
  readonly title: string;
  readonly rights: readonly TrailActorDto[];
  /** Names the account of each. */
  readonly withAccounts?: boolean;
}

/** Who could act, under which role, from when to when, and how often they did. */
export function Rights({ title, rights, withAccounts = false }: RightsProps) {
  if (rights.length === 0) return null;
  return (
    <details className={css.more} open={!withAccounts}>
      <summary>
        {title}: {number(rights.length)}
      </summary>
      <ul className={css.list}>
        {rights.map((right) => (
          <li key={`${right.account} ${right.role} ${right.unit} ${right.from}`}>
            {withAccounts ? <Account {...right} /> : null}
            <p className={css.about}>
              {right.roleText}
              {right.unitName === null ? '' : `, ${right.unitName}`} · {heldText(right)} · {actsText(right)}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Account({ account, name }: TrailActorDto) {
  const mayFollow = useMay('trail.read-account');
  if (!mayFollow) return name ?? account;
  return (
    <Link to="/tra-cuu" search={{ chucDanh: account }}>
      {name ?? account}
    </Link>
  );
}

function heldText({ from, until }: TrailActorDto): string {
  if (from === null) return 'không có lần cấp quyền nào được ghi';
  return until === null ? `từ ${instant(from)}, đang giữ` : `từ ${instant(from)} đến ${instant(until)}`;
}

function actsText({ acts, firstActAt, lastActAt }: TrailActorDto): string {
  return acts === 0 ? 'chưa làm gì' : `${number(acts)} việc, ${instant(firstActAt)} – ${instant(lastActAt)}`;
}
