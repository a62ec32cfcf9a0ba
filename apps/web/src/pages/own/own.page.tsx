import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';

export function OwnPage() {
  return (
    <Page title="Cảnh báo, lịch sử, thứ hạng">
      <Empty title="Trang này đang được xây dựng" />
    </Page>
  );
}
