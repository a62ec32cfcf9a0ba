import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';

export function MonthEndPage() {
  return (
    <Page title="Chốt tháng">
      <Empty title="Trang này đang được xây dựng" />
    </Page>
  );
}
