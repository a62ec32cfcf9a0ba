import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';

export function AccountsPage() {
  return (
    <Page title="Tài khoản">
      <Empty title="Trang này đang được xây dựng" />
    </Page>
  );
}
