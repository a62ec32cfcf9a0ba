import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useIsNow } from '../../api/clocks.js';
import { useMay, useToday } from '../../api/session.js';
import type { WarningDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { day } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { ExplainDialog } from './explain-dialog.js';
import { type Stated, statedOf } from './explanations.js';
import { JudgeDialog } from './judge-dialog.js';
import { RequestDialog } from './request-dialog.js';
import { ENDS_WHEN } from './rules.js';
import { StatedExplanation } from './stated-explanation.js';
import css from './warning.module.css';

type Opened = 'request' | 'explain' | 'judge';

/** Where the explanation stands, and what the reader can do about it. */
export function Now({ warning }: { readonly warning: WarningDto }) {
  const { rule, unit, askedUnit, explanation, course, clearedAt } = warning;
  const answering = unit ?? askedUnit;
  const now = useIsNow();
  const today = useToday();
  const mayRequest = useMay('explanation.request') && now;
  const mayJudge = useMay('explanation.judge') && now;
  const mayExplain = useMay('explanation.submit', answering ?? '') && answering !== null && now;
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);

  const { asked, stated, judged } = statedOf(course);
  const waits = explanation.state === 'submitted';
  // What was accepted stays so until the warning is raised again.
  const settled = judged?.type === 'CauseConfirmed';
  const awaited = asked !== null && asked.dueOn >= today && !waits && !settled;
  const canRequest = mayRequest && !waits && !settled && !awaited;
  const canExplain = mayExplain && !waits && !settled;
  return (
    <Panel title="Việc có thể làm bây giờ">
      {clearedAt === null ? (
        <p>
          Cảnh báo tự hết khi {ENDS_WHEN[rule]}. <Way warning={warning} />
        </p>
      ) : (
        <p>Cảnh báo đã hết: không phải làm gì để cảnh báo kết thúc.</p>
      )}
      <h3>Giải trình</h3>
      <p>{standing(warning, { asked, stated, judged })}</p>
      {asked !== null && stated === null ? (
        <blockquote className={css.quote}>
          <p className={css.text} dir="auto">
            {asked.question}
          </p>
        </blockquote>
      ) : null}
      {stated === null ? null : <StatedExplanation stated={stated} />}
      {judged === null ? null : (
        <blockquote className={css.quote}>
          <p className={common.small}>
            {judged.type === 'ExplanationReturned'
              ? `Trả lại, giải trình lại trước hết ngày ${day(judged.dueOn)}. Lý do:`
              : `Chấp nhận, ${judged.objective ? 'xác nhận' : 'không xác nhận'} nguyên nhân khách quan. Lý do:`}
          </p>
          <p className={css.text} dir="auto">
            {judged.reason}
          </p>
        </blockquote>
      )}
      <div className={`${common.buttons} no-print`}>
        {waits && mayJudge ? (
          <Button type="primary" onClick={() => setOpened('judge')}>
            Xem xét giải trình
          </Button>
        ) : null}
        {canExplain ? (
          <Button type="primary" onClick={() => setOpened('explain')}>
            Giải trình
          </Button>
        ) : null}
        {canRequest ? <Button onClick={() => setOpened('request')}>Yêu cầu giải trình</Button> : null}
      </div>
      {opened === 'request' ? <RequestDialog warning={warning} onClose={close} /> : null}
      {opened === 'explain' ? <ExplainDialog warning={warning} asked={asked} onClose={close} /> : null}
      {opened === 'judge' && stated !== null ? (
        <JudgeDialog warning={warning} stated={stated} onClose={close} />
      ) : null}
    </Panel>
  );
}

/** Where the unit does what makes the warning end. */
function Way({ warning: { rule, unit, task, period } }: { readonly warning: WarningDto }) {
  const now = useIsNow();
  const mayReport = useMay('report.submit', unit ?? '') && unit !== null && now;
  const ofUpdate = rule === 'update-missing' || rule === 'update-insufficient' || rule === 'contradiction';
  if (!mayReport || !ofUpdate || task === null) return null;
  return (
    <Link to="/viec-thang-nay" search={{ thang: period, nhiemVu: task, donVi: unit }} className="no-print">
      Cập nhật ngay
    </Link>
  );
}

function standing({ explanation, clearedAt, unit }: WarningDto, { asked, stated, judged }: Stated): string {
  const { state, overdue, dueOn } = explanation;
  if (state === 'submitted') return 'Đơn vị đã nộp giải trình, đang chờ xem xét.';
  if (judged?.type === 'CauseConfirmed') return 'Giải trình đã được chấp nhận; không cần làm gì thêm.';
  if (state === 'returned') {
    return `Giải trình bị trả lại; đơn vị phải giải trình lại trước hết ngày ${day(dueOn)}${overdue ? ', nay đã quá hạn' : ''}.`;
  }
  if (asked !== null && stated === null) {
    return `Đã yêu cầu đơn vị giải trình trước hết ngày ${day(asked.dueOn)}${overdue ? '; nay đã quá hạn mà chưa có trả lời' : ', đang chờ trả lời'}.`;
  }
  return clearedAt === null && unit !== null
    ? 'Chưa yêu cầu giải trình. Đơn vị có thể giải trình ngay mà không đợi yêu cầu.'
    : 'Chưa yêu cầu giải trình.';
}
