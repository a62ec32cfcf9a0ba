import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';

export function IndicatorsPage() {
  return (
    <Page title="Chỉ tiêu">
      <Empty title="Trang này đang được xây dựng" />
    </Page>
  );
}
