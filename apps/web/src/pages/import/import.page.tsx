import { lazy, Suspense } from 'react';
import { useIsNow } from '../../api/clocks.js';
import { useMay } from '../../api/session.js';
import { NOW } from '../../api/transport.js';
import { useSetClocks } from '../../app/address-clocks.js';
import common from '../../ui/common.module.css';
import { Page } from '../../ui/page.js';
import { Empty, Loading, NoPermission } from '../../ui/states.js';

const Importer = lazy(() => import('./importer.js'));

/** From an office's file to a programme: the file, what it would do, the confirmation. */
export function ImportPage() {
  const may = useMay('catalogue.load');
  const isNow = useIsNow();
  const setClocks = useSetClocks();
  return (
    <Page
      title="Nhập văn bản"
      lead="Phụ lục Word, Excel hoặc CSV thành nhiệm vụ của một chương trình; chưa ghi gì cho đến khi xác nhận."
    >
      {!may ? (
        <NoPermission detail="Chỉ Cơ quan Thường trực nhập văn bản. Nếu công việc cần đến, hãy đề nghị người quản trị tài khoản cấp vai trò phù hợp." />
      ) : !isNow ? (
        <Empty title="Văn bản chỉ nhập được ở thời điểm hiện tại">
          <button type="button" className={common.toggle} onClick={() => setClocks(NOW)}>
            Về thời điểm hiện tại
          </button>
        </Empty>
      ) : (
        <Suspense fallback={<Loading what="phần nhập văn bản" />}>
          <Importer />
        </Suspense>
      )}
    </Page>
  );
}
