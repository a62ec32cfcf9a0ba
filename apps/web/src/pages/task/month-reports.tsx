import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useIsNow } from '../../api/clocks.js';
import { useMay } from '../../api/session.js';
import type { AssignmentDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { DocumentLine } from '../../ui/document-line.js';
import { instant, number, period, wholePercent } from '../../ui/format.js';
import { Tag } from '../../ui/tag.js';
import type { Outcome } from '../../ui/words.js';
import { ReturnReport } from './dialogs/return-report.js';
import { EventLink } from './event-link.js';
import css from './months.module.css';
import { isEnded } from './standing.js';

type Report = AssignmentDto['reports'][number];

interface MonthReportsProps {
  readonly assignment: AssignmentDto;
  readonly month: string;
  /** Event id of the report by which the month was judged. */
  readonly decided: string | null;
  readonly outcome: Outcome;
}

/** What was reported for one month, every version of it. */
export function MonthReports({ assignment, month, decided, outcome }: MonthReportsProps) {
  const reports = assignment.reports.filter((one) => one.period === month);
  const mayReport = useMay('report.submit', assignment.unit);
  const isNow = useIsNow();
  const lacks = outcome === 'missing' || outcome === 'insufficient' || outcome === 'not-yet-due';
  return (
    <>
      {reports.length === 0 ? (
        <p>Chưa có báo cáo nào cho {period(month)}.</p>
      ) : (
        <ul className={css.reports}>
          {reports.map((report) => (
            <li key={report.eventId} className={report.returnedAt === null ? '' : css.returned}>
              <OneReport
                assignment={assignment}
                report={report}
                decides={reports.length > 1 && report.eventId === decided}
              />
            </li>
          ))}
        </ul>
      )}
      {mayReport && isNow && lacks && !isEnded(assignment.status) ? (
        <p className="no-print">
          <Link
            to="/viec-thang-nay"
            search={{ thang: month, nhiemVu: assignment.task, donVi: assignment.unit }}
          >
            Cập nhật {period(month)}
          </Link>
        </p>
      ) : null}
    </>
  );
}

/** What a report says of the progress. */
function saidOf(kind: Report['kind'], percent: number | null): string {
  if (kind === 'nothing-to-report') return 'Không phát sinh';
  return percent === null ? 'Không nêu tỷ lệ' : wholePercent(percent);
}

/** One part of a report, under its name. */
function Said({ title, text }: { readonly title: string; readonly text: string }) {
  if (text === '') return null;
  return (
    <div>
      <p className={common.small}>{title}</p>
      <p className={css.text} dir="auto">
        {text}
      </p>
    </div>
  );
}

interface OneReportProps {
  readonly assignment: AssignmentDto;
  readonly report: Report;
  readonly decides: boolean;
}

function OneReport({ assignment, report, decides }: OneReportProps) {
  const [returning, setReturning] = useState(false);
  const mayReturn = useMay('report.return');
  const isNow = useIsNow();
  const { eventId, kind, percent, summary, difficulties, proposals, deliverables, documents } = report;
  const { disbursedVnd, recordedAt, returnedAt, returnReason } = report;
  return (
    <>
      <div className={css.head}>
        <strong>{saidOf(kind, percent)}</strong>
        <span className={common.small}>
          gửi <time dateTime={recordedAt}>{instant(recordedAt)}</time>
        </span>
        {decides ? <Tag tone="info">căn cứ đánh giá kỳ này</Tag> : null}
        {returnedAt === null ? null : (
          <Tag tone="bad" sign="↩">
            Bị trả lại
          </Tag>
        )}
      </div>
      {summary === '' ? null : (
        <p className={css.text} dir="auto">
          {summary}
        </p>
      )}
      <Said title="Khó khăn, vướng mắc" text={difficulties} />
      <Said title="Kiến nghị, đề xuất" text={proposals} />
      <Said title="Sản phẩm đã bàn giao" text={deliverables.join('\n')} />
      {documents.length === 0 ? null : (
        <div>
          <p className={common.small}>Văn bản</p>
          <ul className={css.documents}>
            {documents.map((document) => (
              <li key={`${document.number} ${document.date}`}>
                <DocumentLine document={document} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {disbursedVnd === null ? null : <p>Đã giải ngân từ đầu: {number(disbursedVnd)} đồng</p>}
      {returnedAt === null ? null : (
        <p>
          Trả lại {instant(returnedAt)}
          {returnReason === null ? null : (
            <>
              : <bdi>{returnReason}</bdi>
            </>
          )}
        </p>
      )}
      <div className={`${css.buttons} no-print`}>
        <EventLink event={eventId}>Xem trong lịch sử</EventLink>
        {mayReturn && isNow && returnedAt === null ? (
          <Button size="small" onClick={() => setReturning(true)}>
            Trả lại báo cáo
          </Button>
        ) : null}
      </div>
      {returning ? (
        <ReturnReport assignment={assignment} report={report} onClose={() => setReturning(false)} />
      ) : null}
    </>
  );
}
