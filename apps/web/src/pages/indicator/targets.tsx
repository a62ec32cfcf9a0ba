import { Button } from 'antd';
import { useState } from 'react';
import { useIsNow } from '../../api/clocks.js';
import { useMay } from '../../api/session.js';
import type { TargetVersionDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { day, instant } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { type Column, RowTable } from '../../ui/row-table.js';
import { Empty } from '../../ui/states.js';
import { StoredEventDialog } from '../../ui/stored-event-dialog.js';
import { Tag } from '../../ui/tag.js';
import { usePrinting } from '../../ui/use-media.js';
import type { Indicator } from './indicator.reads.js';
import { TargetDialog } from './target-dialog.js';
import { figure } from './words.js';

interface TargetsProps {
  readonly programme: string;
  readonly one: Indicator;
}

/** Every version of the targets, with the document that set it. */
export function Targets({ programme, one }: TargetsProps) {
  const [setting, setSetting] = useState(false);
  const [event, setEvent] = useState<string | null>(null);
  const isNow = useIsNow();
  const maySet = useMay('indicator.target') && isNow;
  const printing = usePrinting();
  const told: readonly Column<TargetVersionDto>[] = [
    { key: 'year', title: 'Năm', width: '5rem', render: ({ year }) => String(year) },
    { key: 'text', title: 'Mục tiêu', width: 'minmax(10rem, 1fr)', render: ({ text }) => text },
    {
      key: 'stretch',
      title: 'Mức phấn đấu',
      width: '9rem',
      render: ({ stretchTarget }) => (stretchTarget === null ? '–' : figure(stretchTarget, one.unit)),
    },
    {
      key: 'document',
      title: 'Văn bản',
      width: 'minmax(14rem, 2fr)',
      render: ({ document }) =>
        document === null
          ? 'văn bản của chương trình'
          : `${document.number} ngày ${day(document.date)} của ${document.issuer}`,
    },
    {
      key: 'by',
      title: 'Ghi bởi',
      width: 'minmax(9rem, 1fr)',
      render: ({ setBy, setByName, setAt }) => (
        <>
          {setByName ?? setBy}
          <div className={common.small}>{instant(setAt)}</div>
        </>
      ),
    },
    {
      key: 'state',
      title: 'Tình trạng',
      width: '11rem',
      render: ({ standing }) => (
        <Tag tone={standing ? 'good' : 'unknown'} sign={standing ? '✓' : '→'}>
          {standing ? 'Đang hiệu lực' : 'Không còn hiệu lực'}
        </Tag>
      ),
    },
  ];
  const opens: Column<TargetVersionDto> = {
    key: 'event',
    title: 'Sự kiện',
    width: '8rem',
    render: ({ eventId, year }) => (
      <Button size="small" type="text" className="no-print" onClick={() => setEvent(eventId)}>
        Sự kiện gốc<span className="sr-only"> của mục tiêu năm {year}</span>
      </Button>
    ),
  };
  // Nothing can be pressed on paper.
  const columns = printing ? told : [...told, opens];
  return (
    <Panel title="Mục tiêu">
      {maySet ? (
        <p className="no-print">
          <Button onClick={() => setSetting(true)}>Đặt hoặc điều chỉnh mục tiêu</Button>
        </p>
      ) : null}
      {one.targets.length === 0 ? (
        <Empty title="Chưa có mục tiêu nào" />
      ) : (
        <RowTable
          label="Các mục tiêu"
          columns={columns}
          rows={one.targets}
          keyOf={({ eventId, year }) => `${eventId} ${year}`}
        />
      )}
      {setting ? <TargetDialog programme={programme} one={one} onClose={() => setSetting(false)} /> : null}
      {event === null ? null : <StoredEventDialog eventId={event} onClose={() => setEvent(null)} />}
    </Panel>
  );
}
