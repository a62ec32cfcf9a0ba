import { Outlet, useLocation, useMatches, useNavigate, useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { followChanges } from '../../api/changes.js';
import { ClocksContext } from '../../api/clocks.js';
import { type LiveSession, loadSession, session } from '../../api/session.js';
import { useStore } from '../../api/store.js';
import { NOW } from '../../api/transport.js';
import { Page } from '../../ui/page.js';
import { Empty, ErrorState, Loading, NoPermission } from '../../ui/states.js';
import { Toasts } from '../../ui/toasts.js';
import { useAddressClocks, useSetClocks } from '../address-clocks.js';
import { firstPageOf } from '../pages.js';
import { useInPane } from '../pane.js';
import { ProgrammeGate, ProgrammeProvider } from '../programme.js';
import { Banners } from './banners.js';
import css from './frame.module.css';
import { Header } from './header.js';
import { Navigation } from './navigation.js';
import { PrintHead } from './print-head.js';

/** Pages that speak of no programme: of who may read none, the only ones. */
const OF_NO_PROGRAMME: readonly string[] = ['/khung/', '/khung/tai-khoan', '/khung/$'];

/** How often a server that was away when the page was opened is asked again. */
const AGAIN_MS = 5_000;

const LoginDialog = lazy(() => import('./login-dialog.js'));

/** Shows the page to who is logged in, sends others to the login, and asks again where a session has ended. */
export function Frame() {
  const now = useStore(session);
  const router = useRouter();
  const inPane = useInPane();
  const unreachable = now.state === 'unreachable';
  const out = now.state === 'out';
  useEffect(() => {
    if (!out) return;
    const { pathname, href } = router.state.location;
    void router.navigate({ to: '/dang-nhap', search: pathname === '/' ? {} : { toi: href }, replace: true });
  }, [out, router]);
  useEffect(() => {
    if (!unreachable) return;
    const timer = window.setInterval(() => void loadSession(), AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [unreachable]);
  if (now.state === 'unreachable') {
    return (
      <main className={css.alone}>
        <ErrorState error={now.error} retry={() => void loadSession()} />
      </main>
    );
  }
  if (now.state === 'loading' || now.state === 'out') {
    return (
      <main className={css.alone}>
        <Loading what="phiên đăng nhập" />
      </main>
    );
  }
  return (
    <>
      <Inside key={now.live.principal.id} live={now.live} />
      {now.state === 'ended' && !inPane ? (
        <Suspense>
          <LoginDialog account={now.live.principal.id} />
        </Suspense>
      ) : null}
    </>
  );
}

function Inside({ live }: { readonly live: LiveSession }) {
  const inPane = useInPane();
  const [menuOpen, setMenuOpen] = useState(false);
  const { clocks, flawed } = useAddressClocks();
  const location = useLocation();
  const navigate = useNavigate();
  const first = firstPageOf(live.principal);
  const hasProgramme = live.principal.grants.some(({ role }) => role !== 'administrator');

  useEffect(() => (hasProgramme && !inPane ? followChanges() : undefined), [hasProgramme, inPane]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes where one goes
  useEffect(() => setMenuOpen(false), [location.pathname]);
  useEffect(() => {
    if (location.pathname === '/') void navigate({ to: first, replace: true });
  }, [location.pathname, navigate, first]);

  const at = useMatches({ select: (matches) => matches.at(-1)?.routeId ?? '' });
  const outlet =
    live.principal.grants.length === 0 ? (
      <NoRole />
    ) : !hasProgramme && !OF_NO_PROGRAMME.includes(at) ? (
      <NotOfRole />
    ) : flawed.length > 0 ? (
      <FlawedClocks flawed={flawed} />
    ) : (
      <Outlet />
    );
  // Where there is no programme yet, this is the page by which the first one comes.
  const needsProgramme = hasProgramme && location.pathname !== '/nhap-van-ban';
  const page = needsProgramme ? <ProgrammeGate>{outlet}</ProgrammeGate> : outlet;
  if (inPane) {
    return (
      <ClocksContext value={clocks}>
        <ProgrammeProvider enabled={hasProgramme}>{page}</ProgrammeProvider>
      </ClocksContext>
    );
  }
  return (
    <ClocksContext value={clocks}>
      <ProgrammeProvider enabled={hasProgramme}>
        <a className={css.skip} href="#noi-dung">
          Bỏ qua phần đầu, tới nội dung
        </a>
        <Header live={live} menuOpen={menuOpen} onMenu={() => setMenuOpen((open) => !open)} />
        <PrintHead live={live} />
        <Banners live={live} />
        <div className={css.columns}>
          <Navigation principal={live.principal} open={menuOpen} />
          <main id="noi-dung" className={css.main} tabIndex={-1}>
            {page}
          </main>
        </div>
        <Toasts />
      </ProgrammeProvider>
    </ClocksContext>
  );
}

/** Nobody has given the account a role yet, or the last one was taken away: it can log in and see nothing. */
function NoRole() {
  return (
    <Page title="Tài khoản chưa có vai trò">
      <Empty title="Tài khoản này hiện không giữ vai trò nào">
        Vai trò chưa được cấp hoặc đã bị thu hồi. Nếu công việc cần đến, hãy đề nghị người quản trị tài khoản.
      </Empty>
    </Page>
  );
}

/** A page of the subject, for an account that has no part in it. */
function NotOfRole() {
  return (
    <Page title="Không có quyền xem">
      <NoPermission />
    </Page>
  );
}

/** The address's clocks can't be read: nothing is shown as if they stood at now. */
function FlawedClocks({ flawed }: { readonly flawed: readonly string[] }) {
  const setClocks = useSetClocks();
  return (
    <Page title="Mốc thời gian trong địa chỉ không đọc được">
      <p role="alert">
        Phần <code>{flawed.join(', ')}</code> của địa chỉ phải là một ngày, như <code>2026-06-30</code>.
      </p>
      <p>
        <Button onClick={() => setClocks(NOW)}>Xem số liệu hiện tại</Button>
      </p>
    </Page>
  );
}
