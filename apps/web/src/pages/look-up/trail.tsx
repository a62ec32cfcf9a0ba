import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { type Read, useRead } from '../../api/reads.js';
import type { TrailDto } from '../../client/types.gen.js';
import type { EventGroup } from '../../ui/event-groups.js';
import { number } from '../../ui/format.js';
import { NamedFigures } from '../../ui/named-figures.js';
import { Panel } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { SimulatedTag } from '../../ui/tag.js';
import { usePrinting } from '../../ui/use-media.js';
import type { Outcome } from '../../ui/words.js';
import { Duties } from './duties.js';
import { LineFilters } from './line-filters.js';
import css from './look-up.module.css';
import { type TrailFilter, taskTrail, unitTrail } from './look-up.reads.js';
import { Rights } from './rights.js';
import { TaskRecord } from './task-record.js';
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
  return (
    <>
      <Trail read={(filter) => taskTrail(programme, task, filter)} of="task" />
      <TaskRecord programme={programme} task={task} />
    </>
  );
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

/** Each figure of the whole time leads to its list; of a part of it the lines below are the list. */
function Totals({ trail: { totals, subject, from, until } }: { readonly trail: TrailDto }) {
  const isWhole = from === null && until === null;
  const of =
    subject.kind === 'unit'
      ? { donVi: subject.id }
      : { nhiemVu: subject.id.slice(subject.id.indexOf('.') + 1) };
  const updates = (count: number, ketQua: Outcome) =>
    isWhole ? (
      <Link to="/cap-nhat" search={{ ...of, ketQua }}>
        {number(count)}
      </Link>
    ) : (
      number(count)
    );
  const warnings = (count: number, tinhTrang: 'open' | 'all') =>
    isWhole ? (
      <Link to="/canh-bao" search={{ ...of, tinhTrang }}>
        {number(count)}
      </Link>
    ) : (
      number(count)
    );
  const lines = (count: number, loai: EventGroup) => (
    <Link from="/tra-cuu" to="." search={(before) => ({ ...before, loai })} resetScroll={false}>
      {number(count)}
    </Link>
  );
  return (
    <NamedFigures
      rows={[
        { label: 'Cập nhật đã gửi', value: lines(totals.reports, 'updates') },
        { label: 'Muộn', value: updates(totals.late, 'late') },
        { label: 'Thiếu dữ liệu', value: updates(totals.insufficient, 'insufficient') },
        { label: 'Không báo cáo', value: updates(totals.missing, 'missing') },
        { label: 'Bị trả lại', value: lines(totals.returned, 'corrections') },
        { label: 'Cảnh báo phát sinh', value: warnings(totals.warningsRaised, 'all') },
        { label: 'Cảnh báo chưa hết', value: warnings(totals.warningsOpen, 'open') },
        { label: 'Đề nghị gia hạn', value: lines(totals.extensionsRequested, 'assignments') },
        { label: 'Được gia hạn', value: lines(totals.extensionsGranted, 'assignments') },
        { label: 'Mở lại sau hoàn thành', value: lines(totals.reopened, 'assignments') },
      ]}
    />
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
