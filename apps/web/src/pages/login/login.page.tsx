import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { session } from '../../api/session.js';
import { useStore } from '../../api/store.js';
import { firstPageOf } from '../../app/pages.js';
import { Page } from '../../ui/page.js';
import css from './login.module.css';
import { LoginForm } from './login-form.js';

const route = getRouteApi('/dang-nhap');

export function LoginPage() {
  const now = useStore(session);
  const { toi } = route.useSearch();
  const router = useRouter();
  const principal = now.state === 'in' ? now.live.principal : null;
  useEffect(() => {
    if (principal) router.history.replace(toi ?? firstPageOf(principal));
  }, [principal, toi, router]);
  return (
    <main className={css.whole}>
      <div className={css.card}>
        <div className={css.brand} aria-hidden="true">
          57
        </div>
        <Page title="Đăng nhập" lead="Theo dõi nhiệm vụ, chỉ tiêu thực hiện Nghị quyết số 57-NQ/TW">
          <LoginForm onIn={() => undefined} />
        </Page>
        <p className={css.foot}>
          Tài khoản do quản trị viên cấp theo chức danh. Quên mật khẩu: đề nghị quản trị viên đặt lại.
        </p>
      </div>
    </main>
  );
}
