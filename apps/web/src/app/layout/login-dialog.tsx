import { askAgain } from '../../api/reads.js';
import { LoginForm } from '../../pages/login/login-form.js';
import { Dialog } from '../../ui/dialog.js';

/** The session has ended while the page is open: log in again, over the page that keeps what is typed. */
export default function LoginDialog({ account }: { readonly account: string }) {
  return (
    <Dialog title="Phiên đăng nhập đã kết thúc">
      <p>Hãy đăng nhập lại. Trang và nội dung đang nhập vẫn còn nguyên.</p>
      <LoginForm account={account} onIn={() => void askAgain('all')} />
    </Dialog>
  );
}
