import { Button } from 'antd';
import { useState } from 'react';
import { useIsNow } from '../../api/clocks.js';
import { useMay, useSession } from '../../api/session.js';
import common from '../../ui/common.module.css';
import { DocumentLine } from '../../ui/document-line.js';
import { capital, day, instant, isolated, number } from '../../ui/format.js';
import { type Column, RowTable } from '../../ui/row-table.js';
import { spanText } from '../../ui/spans.js';
import { StoredEventDialog } from '../../ui/stored-event-dialog.js';
import { Tag } from '../../ui/tag.js';
import { usePrinting } from '../../ui/use-media.js';
import { ConfirmDialog, CorrectDialog, WithdrawDialog } from './figure-dialogs.js';
import type { Indicator, Version } from './indicator.reads.js';
import { figure, figures } from './words.js';

interface VersionsProps {
  readonly programme: string;
  readonly one: Indicator;
  /** Whose figures; null: the indicator's own. */
  readonly unit: { readonly id: string; readonly name: string } | null;
  readonly versions: readonly Version[];
}

type Open = { readonly what: 'correct' | 'withdraw' | 'confirm' | 'event'; readonly version: Version };

/** Whether this account may record figures: the indicator's own, or a unit's. */
export function useMayRecord(one: Indicator, unit: string | null): boolean {
  const all = useMay('indicator.measure');
  const own = useMay('indicator.report-own', unit ?? '');
  const isNow = useIsNow();
  const fed = one.rollUp?.of === 'units';
  const taken =
    one.direction !== 'qualitative' &&
    one.formula?.kind !== 'system' &&
    (unit === null ? one.rollUp === null : fed);
  return isNow && taken && (unit === null ? all : own);
}

/** Every version of some figures: what was said, what became of it, why and by whom; and what can be done now. */
export function Versions({ programme, one, unit, versions }: VersionsProps) {
  const [open, setOpen] = useState<Open | null>(null);
  const mayRecord = useMayRecord(one, unit?.id ?? null);
  const me = useSession().principal.id;
  const close = () => setOpen(null);
  const before = (version: Version) => versions.find(({ eventId }) => eventId === version.corrects);
  const after = (version: Version) => versions.find(({ corrects }) => corrects === version.eventId);
  const printing = usePrinting();
  const told: readonly Column<Version>[] = [
    {
      key: 'period',
      title: 'Kỳ',
      width: '6.5rem',
      render: ({ period }) => capital(spanText(period)),
    },
    {
      key: 'value',
      title: 'Giá trị',
      width: 'minmax(9.5rem, 1fr)',
      render: (version) => {
        const old = before(version);
        return (
          <span className="numbers">
            {old === undefined ? null : (
              <>
                <s>
                  <span className="sr-only">cũ: </span>
                  {figure(old.value, one.unit)}
                </s>{' '}
                <span aria-hidden="true">→</span> <span className="sr-only">mới: </span>
              </>
            )}
            <strong>{figure(version.value, one.unit)}</strong>
            <Fraction of={version} />
          </span>
        );
      },
    },
    { key: 'on', title: 'Ngày số liệu', width: '7rem', render: ({ measuredOn }) => day(measuredOn) },
    {
      key: 'source',
      title: 'Nguồn, lý do, văn bản',
      width: 'minmax(11rem, 2fr)',
      render: ({ source, reason, corrects, documents }) => (
        <>
          {source === null ? null : <div>{source}</div>}
          {reason === null ? null : (
            <div>
              {corrects === null ? 'Lý do ghi sau khi chốt' : 'Lý do đính chính'}: <bdi>{reason}</bdi>
            </div>
          )}
          {documents.map((document) => (
            <div key={`${document.number} ${document.date}`} className={common.small}>
              <DocumentLine document={document} />
            </div>
          ))}
        </>
      ),
    },
    {
      key: 'by',
      title: 'Ghi bởi',
      width: 'minmax(8rem, 1fr)',
      render: ({ recordedBy, recordedByName, recordedAt, confirmedBy, confirmedByName, confirmedAt }) => (
        <>
          {recordedByName ?? recordedBy}
          <div className={common.small}>{instant(recordedAt)}</div>
          {confirmedBy === null ? null : (
            <div className={common.small}>
              {confirmedByName ?? confirmedBy} xác nhận {instant(confirmedAt)}
            </div>
          )}
        </>
      ),
    },
    {
      key: 'state',
      title: 'Tình trạng',
      width: 'minmax(9.5rem, 1fr)',
      render: (version) => <State version={version} after={after(version)} unit={one.unit} />,
    },
  ];
  const actions: Column<Version> = {
    key: 'actions',
    title: 'Thao tác',
    width: mayRecord ? '12rem' : '8.5rem',
    render: (version) => (
      <div className={`${common.buttons} no-print`}>
        {mayRecord && version.standing ? (
          <>
            <Button size="small" onClick={() => setOpen({ what: 'correct', version })}>
              Đính chính
            </Button>
            <Button size="small" onClick={() => setOpen({ what: 'withdraw', version })}>
              Rút
            </Button>
            {version.waiting && version.recordedBy !== me ? (
              <Button size="small" type="primary" onClick={() => setOpen({ what: 'confirm', version })}>
                Xác nhận
              </Button>
            ) : null}
          </>
        ) : null}
        <Button size="small" type="text" onClick={() => setOpen({ what: 'event', version })}>
          Sự kiện gốc<span className="sr-only"> của số liệu {spanText(version.period)}</span>
        </Button>
      </div>
    ),
  };
  // Nothing can be pressed on paper.
  const columns = printing ? told : [...told, actions];
  const about = open === null ? null : { programme, one, unit, version: open.version, onClose: close };
  return (
    <>
      <RowTable
        label={unit === null ? 'Số liệu và các lần đính chính' : `Số liệu của ${unit.name}`}
        columns={columns}
        rows={versions}
        keyOf={({ eventId }) => eventId}
        rowHeight={72}
      />
      {open?.what === 'correct' && about ? <CorrectDialog {...about} /> : null}
      {open?.what === 'withdraw' && about ? <WithdrawDialog {...about} /> : null}
      {open?.what === 'confirm' && about ? <ConfirmDialog {...about} /> : null}
      {open?.what === 'event' ? <StoredEventDialog eventId={open.version.eventId} onClose={close} /> : null}
    </>
  );
}

function Fraction({ of: { numerator, denominator } }: { readonly of: Version }) {
  if (numerator === null || denominator === null) return null;
  return (
    <div className={common.small}>
      {number(numerator)} / {number(denominator)}
    </div>
  );
}

interface StateProps {
  readonly version: Version;
  readonly after: Version | undefined;
  readonly unit: string | null;
}

function State({ version, after, unit }: StateProps) {
  const { standing, waiting, endedAs, endedAt, withdrawnBy, withdrawnByName, withdrawnReason } = version;
  if (standing) {
    return waiting ? (
      <Tag tone="watch" sign="…">
        Chờ người thứ hai xác nhận
      </Tag>
    ) : (
      <Tag tone="good" sign="✓">
        Đang dùng
      </Tag>
    );
  }
  if (endedAs === 'withdrawn') {
    return (
      <>
        <Tag tone="unknown" sign="✕">
          Đã rút
        </Tag>
        <div className={common.small}>
          {withdrawnByName ?? withdrawnBy}, {instant(endedAt)}: <bdi>{withdrawnReason}</bdi>
        </div>
      </>
    );
  }
  return (
    <>
      <Tag tone="info" sign="→">
        Đã đính chính
      </Tag>
      <div className={common.small}>
        {after === undefined
          ? instant(endedAt)
          : `thành ${figures(after, unit)}, ${after.recordedByName ?? after.recordedBy}, ${instant(endedAt)}: ${isolated(after.reason ?? '')}`}
      </div>
    </>
  );
}
