import { Button } from 'antd';
import type { Draft } from '../api/drafts.js';
import common from './common.module.css';
import css from './draft-notice.module.css';
import { instant } from './format.js';

/** Says that a form holds what was typed before, or that another window types in it too. */
export function DraftNotice<Value>({ draft }: { readonly draft: Draft<Value> }) {
  const { elsewhere, restored, savedAt } = draft;
  if (elsewhere !== null) {
    return (
      <div className={`${css.notice} ${css.elsewhere} no-print`} role="alert">
        <p>
          Bản nháp này vừa được sửa ở một cửa sổ khác lúc {instant(elsewhere.at)}. Chọn bản để làm tiếp; bản
          kia sẽ không được giữ.
        </p>
        <div className={common.buttons}>
          <Button size="small" onClick={draft.takeElsewhere}>
            Lấy bản của cửa sổ kia
          </Button>
          <Button size="small" onClick={draft.keepMine}>
            Giữ bản ở đây
          </Button>
        </div>
      </div>
    );
  }
  if (savedAt === null) return null;
  return (
    <div className={`${css.notice} no-print`}>
      <p>
        {restored ? 'Đã mở lại bản nháp' : 'Bản nháp được giữ trên máy này'} lúc {instant(savedAt)}, chưa gửi.
      </p>
      <Button size="small" type="text" onClick={draft.clear}>
        Bỏ bản nháp
      </Button>
    </div>
  );
}
