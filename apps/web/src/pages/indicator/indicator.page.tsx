import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';

export function IndicatorPage() {
  return (
    <Page title="Một chỉ tiêu">
      <Empty title="Trang này đang được xây dựng" />
    </Page>
  );
}
