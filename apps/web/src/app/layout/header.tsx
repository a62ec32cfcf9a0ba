import { CalendarOutlined, KeyOutlined, LogoutOutlined, MenuOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { areNow, useClocks } from '../../api/clocks.js';
import { messageOf } from '../../api/problem.js';
import { type LiveSession, logOut, useMay } from '../../api/session.js';
import { useStore } from '../../api/store.js';
import { day } from '../../ui/format.js';
import { knownDay, knownTime } from '../../ui/known-time.js';
import { toast } from '../../ui/toasts.js';
import { useMedia } from '../../ui/use-media.js';
import { useProgrammeChoice } from '../programme.js';
import { chooseTheme, type ThemeChoice, themeChoice } from '../theme.js';
import css from './header.module.css';

const ClockPickers = lazy(() => import('./clock-pickers.js'));
const ClocksDialog = lazy(() => import('./clocks-dialog.js'));
const PasswordDialog = lazy(() => import('./password-dialog.js'));

/** Wide enough for the two clocks as fields. */
const WIDE = '(min-width: 80rem)';

const THEMES: Readonly<Record<ThemeChoice, string>> = { system: 'Theo máy', light: 'Sáng', dark: 'Tối' };

interface HeaderProps {
  readonly live: LiveSession;
  readonly menuOpen: boolean;
  readonly onMenu: () => void;
}

export function Header({ live, menuOpen, onMenu }: HeaderProps) {
  const { query, programme, choose } = useProgrammeChoice();
  const theme = useStore(themeChoice);
  const clocks = useClocks();
  const [choosing, setChoosing] = useState(false);
  const [changing, setChanging] = useState(false);
  const mayChange = useMay('session.own');
  const leave = () => logOut().catch((error: unknown) => toast(messageOf(error), 'bad'));
  const wide = useMedia(WIDE);
  const clockButton = (
    <button
      type="button"
      className={`${css.clocks} ${areNow(clocks) ? '' : css.past}`}
      onClick={() => setChoosing(true)}
      aria-haspopup="dialog"
    >
      <CalendarOutlined aria-hidden="true" />
      <span className={css.clock}>
        <small>Ngày nói đến</small>
        {clocks.asOf === null ? 'hôm nay' : day(clocks.asOf)}
      </span>
      <span className={css.clock}>
        <small>Biết đến lúc</small>
        {clocks.asKnownAt === null
          ? 'bây giờ'
          : `${day(knownDay(clocks.asKnownAt))}${knownTime(clocks.asKnownAt)}`}
      </span>
    </button>
  );
  return (
    <header className={`${css.header} no-print`}>
      <button
        type="button"
        className={`${css.icon} ${css.menu}`}
        aria-expanded={menuOpen}
        aria-controls="dieu-huong"
        onClick={onMenu}
      >
        <MenuOutlined aria-hidden="true" />
        <span className="sr-only">Các trang</span>
      </button>
      <Link to="/" className={css.brand}>
        <span className={css.mark} aria-hidden="true">
          57
        </span>
        <span className={css.name}>Theo dõi Nghị quyết 57</span>
      </Link>
      {query.data && query.data.length > 0 ? (
        <label className={css.programme}>
          <span className="sr-only">Chương trình</span>
          <select value={programme?.id ?? ''} onChange={({ target }) => choose(target.value)}>
            {programme ? null : <option value="">Chọn chương trình</option>}
            {query.data.map(({ id, number, title }) => (
              <option key={id} value={id}>
                {number === null ? title : `${number} – ${title}`}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <span className={css.programme} />
      )}
      {wide ? (
        <Suspense fallback={clockButton}>
          <ClockPickers today={live.serverDate} />
        </Suspense>
      ) : (
        clockButton
      )}
      <label className={css.theme}>
        <span className="sr-only">Nền</span>
        <select value={theme} onChange={({ target }) => chooseTheme(target.value as ThemeChoice)}>
          {Object.entries(THEMES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <span className={css.who} title={live.principal.id}>
        {live.principal.displayName}
      </span>
      {mayChange ? (
        <button
          type="button"
          className={css.icon}
          title="Đổi mật khẩu"
          aria-haspopup="dialog"
          onClick={() => setChanging(true)}
        >
          <KeyOutlined aria-hidden="true" />
          <span className="sr-only">Đổi mật khẩu</span>
        </button>
      ) : null}
      <button type="button" className={css.icon} onClick={() => void leave()}>
        <LogoutOutlined aria-hidden="true" />
        <span className="sr-only">Đăng xuất</span>
      </button>
      {changing ? (
        <Suspense>
          <PasswordDialog account={live.principal.id} onClose={() => setChanging(false)} />
        </Suspense>
      ) : null}
      {choosing ? (
        <Suspense>
          <ClocksDialog today={live.serverDate} onClose={() => setChoosing(false)} />
        </Suspense>
      ) : null}
    </header>
  );
}
