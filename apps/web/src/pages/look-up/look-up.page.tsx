import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';

export function LookUpPage() {
  return (
    <Page title="Tra cứu">
      <Empty title="Trang này đang được xây dựng" />
    </Page>
  );
}
