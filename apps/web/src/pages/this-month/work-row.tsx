import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { draftSavedAt } from '../../api/drafts.js';
import { useRead } from '../../api/reads.js';
import common from '../../ui/common.module.css';
import { day, instant, number, wholePercent } from '../../ui/format.js';
import { Answer, Loading } from '../../ui/states.js';
import { OutcomeTag, Tag } from '../../ui/tag.js';
import css from './this-month.module.css';
import { reportsOf, type WorkItem } from './this-month.reads.js';
import { draftOf, UpdateForm } from './update-form.js';

/** Whether nothing that suffices has been sent in the period. */
const isOutstanding = ({ outcome }: Pick<WorkItem, 'outcome'>): boolean =>
  outcome === 'not-yet-due' || outcome === 'missing' || outcome === 'insufficient';

/** Ways in which a task has ended for the unit: the server takes no more updates of it. */
const ENDED: ReadonlySet<WorkItem['status']> = new Set(['completed', 'cancelled', 'released', 'transferred']);

/** Whether an update can and should still be sent in the period. */
export const isWaiting = (item: Pick<WorkItem, 'outcome' | 'status'>): boolean =>
  isOutstanding(item) && !ENDED.has(item.status);

type FormProps = Parameters<typeof UpdateForm>[0];

interface WorkRowProps extends Omit<FormProps, 'focus' | 'earlier'> {
  readonly open: boolean;
  /** Sent by this window, not yet read again. */
  readonly arriving: boolean;
  readonly overdue: boolean;
  /** The form may be there at all: it is now, and the account may report. */
  readonly mayReport: boolean;
  readonly focus: boolean;
  readonly onToggle: () => void;
}

/** One task of the month: how it stands; opened, what was sent and the form. */
export function WorkRow(props: WorkRowProps) {
  const { item, period, open, arriving, overdue, mayReport, onToggle } = props;
  const body = `viec-${item.task}-noi-dung`;
  const drafted = !open && draftSavedAt(draftOf(item.assignment, period)) !== null;
  return (
    <li className={`${css.row} ${open ? css.open : ''}`} data-task={item.task}>
      <h2 className={css.heading}>
        <button type="button" aria-expanded={open} aria-controls={body} onClick={onToggle}>
          <span className={css.task}>{item.task}</span>
          <span className={css.title}>{item.taskTitle}</span>
          <span className={css.about}>
            {item.currentDue === null ? (
              'Không có hạn riêng'
            ) : (
              <span className={overdue ? css.overdue : undefined}>
                {overdue ? 'Đã đến hạn ' : 'Hạn '}
                {day(item.currentDue)}
              </span>
            )}
            {item.percent === null ? null : <span>đã báo {wholePercent(item.percent)}</span>}
          </span>
          <span className={css.state}>
            {arriving ? (
              <Tag tone="info" sign="↑">
                Đã gửi
              </Tag>
            ) : item.outcome === 'not-yet-due' ? (
              <Tag tone="unknown" sign="○">
                Chưa gửi
              </Tag>
            ) : (
              <OutcomeTag outcome={item.outcome} />
            )}
            {drafted ? (
              <Tag tone="info" sign="✎">
                Có bản nháp
              </Tag>
            ) : null}
          </span>
        </button>
      </h2>
      <SentLine item={item} />
      <div id={body} hidden={!open}>
        {open ? <Opened key={item.report?.eventId ?? ''} {...props} mayReport={mayReport} /> : null}
      </div>
    </li>
  );
}

/** When the newest update arrived and whether it suffices. */
function SentLine({ item }: { readonly item: WorkItem }) {
  const { report, outcome, lacks } = item;
  if (report === null) return null;
  return (
    <p className={css.sent}>
      Máy chủ nhận lúc <time dateTime={report.recordedAt}>{instant(report.recordedAt)}</time>
      {report.kind === 'nothing-to-report' ? ' – không phát sinh' : ''}
      {outcome === 'late' ? ' – đủ dữ liệu, sau hạn chốt' : ''}
      {outcome === 'on-time' || outcome === 'nothing-to-report' ? ' – đủ dữ liệu' : ''}
      {outcome === 'insufficient' && lacks.length > 0 ? (
        <strong> – chưa đủ: {lacks.join('; ')}</strong>
      ) : null}
      {report.returnedAt === null ? null : (
        <strong>
          {' '}
          – Cơ quan Thường trực trả lại lúc {instant(report.returnedAt)}: <bdi>{report.returnReason}</bdi>
        </strong>
      )}
    </p>
  );
}

function Opened({ mayReport, ...props }: WorkRowProps) {
  const { item, period, late, focus, onSent, onFailed } = props;
  const [drafted] = useState(() => draftSavedAt(draftOf(item.assignment, period)) !== null);
  const [adding, setAdding] = useState(false);
  const ended = ENDED.has(item.status);
  const sent = useRead(reportsOf(item.assignment), { enabled: item.report?.kind === 'progress' });
  const formShown = mayReport && !ended && (isOutstanding(item) || drafted || adding);
  return (
    <div className={css.body}>
      <p className={`${css.links} no-print`}>
        <Link to="/nhiem-vu/$assignment" params={{ assignment: item.assignment }}>
          Sản phẩm, thời hạn và lịch sử của nhiệm vụ
        </Link>
      </p>
      {item.report === null ? null : <SentContent item={item} />}
      {ended ? (
        <p className={common.small}>Tình trạng của nhiệm vụ: {item.statusText}. Không nhận thêm cập nhật.</p>
      ) : null}
      {formShown ? (
        <div className="no-print">
          {item.report?.kind === 'progress' ? (
            <Answer query={sent} what="nội dung đã gửi">
              {(reports) => {
                const earlier = reports.find(({ eventId }) => eventId === item.report?.eventId);
                // What was read before the newest was sent doesn't hold it.
                return earlier === undefined && sent.isFetching ? (
                  <Loading what="nội dung đã gửi" />
                ) : (
                  <UpdateForm
                    key={earlier?.eventId ?? ''}
                    {...{ item, period, late, focus: focus || adding, onSent, onFailed }}
                    earlier={earlier ?? null}
                  />
                );
              }}
            </Answer>
          ) : (
            <UpdateForm
              {...{ item, period, late, focus: focus || adding, onSent, onFailed }}
              earlier={null}
            />
          )}
        </div>
      ) : mayReport && !ended ? (
        <Button autoFocus={focus} onClick={() => setAdding(true)}>
          Gửi thêm một cập nhật
        </Button>
      ) : null}
    </div>
  );
}

function SentContent({ item: { report } }: { readonly item: WorkItem }) {
  if (report === null) return null;
  const parts = [
    report.percent === null ? null : `tỷ lệ ${wholePercent(report.percent)}`,
    report.documents === 0 ? null : `${number(report.documents)} văn bản`,
    report.deliverables === 0 ? null : `${number(report.deliverables)} sản phẩm`,
    report.disbursedVnd === null ? null : `đã giải ngân ${number(report.disbursedVnd)} đồng`,
    report.difficulties ? 'có nêu khó khăn, vướng mắc' : null,
  ].filter((part) => part !== null);
  return (
    <div className={css.content}>
      <h3>Đã gửi</h3>
      {report.kind === 'nothing-to-report' ? (
        <p>Không phát sinh trong kỳ.</p>
      ) : (
        <p dir="auto">{report.summary}</p>
      )}
      {parts.length > 0 ? <p className={common.small}>{parts.join(' · ')}</p> : null}
    </div>
  );
}
