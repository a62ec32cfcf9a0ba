import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';

export function ImportPage() {
  return (
    <Page title="Nhập văn bản">
      <Empty title="Trang này đang được xây dựng" />
    </Page>
  );
}
