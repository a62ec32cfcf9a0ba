import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { type Read, useRead } from '../../api/reads.js';
import type { TrailDto } from '../../client/types.gen.js';
import { number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { SimulatedTag } from '../../ui/tag.js';
import { usePrinting } from '../../ui/use-media.js';
import { Duties } from './duties.js';
import { LineFilters } from './line-filters.js';
import css from './look-up.module.css';
import { type TrailFilter, taskTrail, unitTrail } from './look-up.reads.js';
import { Rights } from './rights.js';
import { TimeLine } from './time-line.js';

const route = getRouteApi('/khung/tra-cuu');

/** So many lines at first, and so many more at a press. */
const STEP = 150;
/** The kinds that a unit's or a task's trail has lines of. */
const GROUPS = (['assignments', 'updates', 'corrections', 'warnings'] as const).map((group) => ({
  group,
  count: null,
}));
/** The process whose rules raise and clear warnings. */
const RULES = { id: 'warnings', text: 'Quy tắc cảnh báo tự động' };

interface UnitTrailProps {
  readonly programme: string;
  readonly unit: string;
}

export function UnitTrail({ programme, unit }: UnitTrailProps) {
  return <Trail read={(filter) => unitTrail(programme, unit, filter)} of="unit" />;
}

interface TaskTrailProps {
  readonly programme: string;
  readonly task: string;
}

export function TaskTrail({ programme, task }: TaskTrailProps) {
  return <Trail read={(filter) => taskTrail(programme, task, filter)} of="task" />;
}

interface TrailProps {
  readonly read: (filter: TrailFilter) => Read<TrailDto>;
  readonly of: 'unit' | 'task';
}

/** Who answered for what: figures, duties, who could act, and everything that happened on one line of time. */
function Trail({ read, of }: TrailProps) {
  const { loai, nguoi, tu, den } = route.useSearch();
  const group = loai === 'accounts' ? undefined : loai;
  const query = useRead(read({ group, actor: nguoi, from: tu, until: den }), { keepPrevious: true });
  return (
    <Answer query={query} what="hồ sơ trách nhiệm">
      {(trail) => (
        <>
          <Panel title={titleOf(trail)} aside={trail.simulated ? <SimulatedTag /> : null}>
            {of === 'task' ? <p>{trail.subject.name}</p> : null}
            <Totals trail={trail} />
            <Duties duties={trail.duties} of={of} />
            <Rights title="Ai có quyền thực hiện" rights={trail.actors} withAccounts />
          </Panel>
          <Panel title="Diễn biến" aside="cũ nhất trước">
            <LineFilters groups={GROUPS} actors={[...accountsOf(trail), RULES]} />
            <Lines trail={trail} of={of} />
          </Panel>
        </>
      )}
    </Answer>
  );
}

function titleOf({ subject: { kind, id, name } }: TrailDto): string {
  // A task's id is `<programme>.<code>`.
  return `Hồ sơ trách nhiệm: ${kind === 'unit' ? name : `nhiệm vụ số ${id.slice(id.indexOf('.') + 1)}`}`;
}

function accountsOf({ actors }: TrailDto) {
  const byId = new Map(
    actors.map(({ account, name }) => [account, { id: account, text: name ?? account }] as const),
  );
  return [...byId.values()];
}

function Totals({ trail: { totals } }: { readonly trail: TrailDto }) {
  const figures = [
    ['Cập nhật đã gửi', totals.reports],
    ['Muộn', totals.late],
    ['Thiếu dữ liệu', totals.insufficient],
    ['Không báo cáo', totals.missing],
    ['Bị trả lại', totals.returned],
    ['Cảnh báo phát sinh', totals.warningsRaised],
    ['Cảnh báo chưa hết', totals.warningsOpen],
    ['Đề nghị gia hạn', totals.extensionsRequested],
    ['Được gia hạn', totals.extensionsGranted],
    ['Mở lại sau hoàn thành', totals.reopened],
  ] as const;
  return (
    <dl className={css.figures}>
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ trail: { lines }, of }: { readonly trail: TrailDto; readonly of: 'unit' | 'task' }) {
  const [shown, setShown] = useState(STEP);
  const printing = usePrinting();
  if (lines.length === 0) return <Empty title="Không có sự kiện nào như vậy" />;
  const some = printing ? lines : lines.slice(0, shown);
  const hasMore = some.length < lines.length;
  return (
    <>
      <TimeLine lines={some} of={of} />
      <p className={css.count} role="status">
        {hasMore ? `${number(some.length)} trong ${number(lines.length)}` : number(lines.length)} sự kiện
        {hasMore ? (
          <Button className="no-print" onClick={() => setShown((before) => before + STEP)}>
            Xem tiếp
          </Button>
        ) : null}
      </p>
    </>
  );
}
