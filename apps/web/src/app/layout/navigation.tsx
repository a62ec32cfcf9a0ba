import { Link } from '@tanstack/react-router';
import type { Principal, Role } from '../../api/session.js';
import { pagesOf } from '../pages.js';
import css from './navigation.module.css';

interface NavigationProps {
  readonly principal: Principal;
  /** On narrow screens; on wide ones it is always there. */
  readonly open: boolean;
}

export function Navigation({ principal, open }: NavigationProps) {
  const [only] = principal.grants;
  const role: Role | undefined = principal.grants.length === 1 ? only?.role : undefined;
  return (
    <nav id="dieu-huong" aria-label="Các trang" className={`${css.nav} ${open ? css.open : ''} no-print`}>
      <ul>
        {pagesOf(principal).map(({ to, label, labelFor }) => (
          <li key={to}>
            <Link
              to={to}
              activeProps={{ className: css.here ?? '' }}
              activeOptions={{ includeSearch: false }}
            >
              {(role && labelFor?.[role]) ?? label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
