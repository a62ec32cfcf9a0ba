import { Button } from 'antd';
import { useState } from 'react';
import { number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';
import { RecordDialog } from './figure-dialogs.js';
import type { Indicator } from './indicator.reads.js';
import { useMayRecord, Versions } from './versions.js';

interface OwnFiguresProps {
  readonly programme: string;
  readonly one: Indicator;
}

/** The indicator's own figures, with corrections and withdrawals. */
export function OwnFigures({ programme, one }: OwnFiguresProps) {
  const [recording, setRecording] = useState(false);
  const mayRecord = useMayRecord(one, null);
  const { measurements, rollUp, formula } = one;
  // Made of others' figures: it has none of its own, but for what was recorded before it was defined so.
  if (rollUp !== null && measurements.length === 0) return null;
  return (
    <Panel
      title={rollUp === null ? 'Số liệu' : 'Số liệu đã ghi trước khi tổng hợp'}
      aside={measurements.length === 0 ? null : `${number(measurements.length)} lần ghi`}
    >
      {mayRecord ? (
        <p className="no-print">
          <Button type="primary" onClick={() => setRecording(true)}>
            Ghi số liệu
          </Button>
        </p>
      ) : null}
      {measurements.length === 0 ? (
        <Empty title="Chưa ghi số liệu nào">
          {formula?.kind === 'system'
            ? 'Hệ thống tự ghi khi một kỳ báo cáo được chốt.'
            : 'Cơ quan Thường trực ghi số liệu của chỉ tiêu này.'}
        </Empty>
      ) : (
        <Versions programme={programme} one={one} unit={null} versions={measurements} />
      )}
      {recording ? (
        <RecordDialog programme={programme} one={one} unit={null} onClose={() => setRecording(false)} />
      ) : null}
    </Panel>
  );
}
