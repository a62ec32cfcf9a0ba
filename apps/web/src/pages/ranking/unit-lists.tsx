import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type {
  CauseDto,
  ListedWarningDto,
  ScorecardCompletionDto,
  ScorecardExplanationDto,
  ScorecardExtensionDto,
  ShortfallDto,
  UnitListsDto,
} from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { day, instant, number, period } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { type Column, RowTable, type RowTableProps } from '../../ui/row-table.js';
import { OutcomeTag, Tag } from '../../ui/tag.js';
import { RULE_TEXT, RULES } from '../../ui/words.js';
import css from './ranking.module.css';
import { ShortLevel } from './short-level.js';

const route = getRouteApi('/khung/xep-hang');

export type ShortfallKind = ShortfallDto['kind'];

/** Each list with its place on the page and its title. */
export const LISTS = {
  shortfalls: { id: 'cham-thieu', title: 'Từng lần chậm, thiếu' },
  overdueFromBefore: { id: 'qua-han-tu-truoc', title: 'Quá hạn từ trước, nay chưa xong' },
  completions: { id: 'hoan-thanh', title: 'Nhiệm vụ hoàn thành' },
  warnings: { id: 'canh-bao', title: 'Cảnh báo' },
  extensions: { id: 'gia-han', title: 'Đề nghị gia hạn' },
  explanations: { id: 'giai-trinh', title: 'Giải trình' },
} as const satisfies Record<keyof UnitListsDto, { id: string; title: string }>;

const KIND_TEXT: Readonly<Record<ShortfallKind, string>> = {
  'update-late': 'cập nhật muộn',
  'update-missing': 'không cập nhật',
  'update-insufficient': 'cập nhật thiếu dữ liệu',
  'task-overdue': 'nhiệm vụ quá hạn',
};

const ENDED_BY: Readonly<Record<NonNullable<ShortfallDto['endedBy']>, string>> = {
  report: 'đã cập nhật',
  completion: 'đã hoàn thành',
  proposal: 'đã đề nghị hoàn thành, đang chờ',
  extension: 'được gia hạn',
  status: 'thôi thực hiện',
};

const EXPLANATION: Readonly<Record<ShortfallDto['explanation'], string>> = {
  none: 'chưa có',
  requested: 'đã yêu cầu',
  submitted: 'đã nộp',
  judged: 'đã xem xét',
};

interface ListedTask {
  readonly assignment: string;
  readonly task: string;
  readonly taskTitle: string;
}

function TaskLink({ of, month, event }: { of: ListedTask; month?: string; event?: string | null }) {
  return (
    <Link
      to="/nhiem-vu/$assignment"
      params={{ assignment: of.assignment }}
      search={{ ky: month, suKien: event ?? undefined }}
    >
      {of.task}. {of.taskTitle}
    </Link>
  );
}

function Cause({ cause }: { readonly cause: CauseDto | null }) {
  if (cause === null) return <>chưa xem xét</>;
  return (
    <>
      <Tag tone={cause.objective ? 'info' : 'unknown'} sign={cause.objective ? '✓' : '–'}>
        {cause.objective ? 'Khách quan' : 'Không khách quan'}
      </Tag>
      <span className={common.small}>
        {' '}
        {cause.byName ?? cause.by}, {instant(cause.at)}
      </span>
    </>
  );
}

const SHORTFALLS: readonly Column<ShortfallDto>[] = [
  {
    key: 'task',
    title: 'Nhiệm vụ',
    width: 'minmax(14rem, 3fr)',
    render: (row) => {
      const event = row.events.end ?? row.events.report ?? row.events.due;
      return row.kind === 'task-overdue' ? (
        <TaskLink of={row} event={event} />
      ) : (
        <TaskLink of={row} month={row.period} event={event} />
      );
    },
  },
  {
    key: 'kind',
    title: 'Việc gì',
    width: '10rem',
    render: ({ kind, period: name }) => (
      <>
        {kind === 'task-overdue' ? (
          <Tag tone="bad" sign="▶!">
            Nhiệm vụ quá hạn
          </Tag>
        ) : (
          <OutcomeTag
            outcome={kind === 'update-late' ? 'late' : kind === 'update-missing' ? 'missing' : 'insufficient'}
          />
        )}
        <span className={common.small}> {kind === 'task-overdue' ? `hạn ${day(name)}` : period(name)}</span>
      </>
    ),
  },
  {
    key: 'due',
    title: 'Ngày cuối còn đúng hạn',
    width: '7rem',
    render: ({ dueOn }) => day(dueOn),
  },
  {
    key: 'done',
    title: 'Kết thúc',
    width: 'minmax(8rem, 1fr)',
    render: ({ doneOn, endedBy, endedOn }) =>
      endedBy === null ? 'đến nay chưa' : `${ENDED_BY[endedBy]} ${day(doneOn ?? endedOn)}`,
  },
  {
    key: 'days',
    title: 'Ngày làm việc (theo lịch)',
    width: '7rem',
    align: 'end',
    render: ({ days }) =>
      days === null ? 'không tính ngày' : `${number(days.working)} (${number(days.calendar)})`,
  },
  {
    key: 'warnings',
    title: 'Cảnh báo',
    width: '6rem',
    render: ({ warnings, warningLevel }) =>
      warnings.length === 0
        ? 'không'
        : warnings.map((warning) => (
            <Link key={warning} to="/canh-bao/$warning" params={{ warning }}>
              <ShortLevel level={warningLevel} />
            </Link>
          )),
  },
  {
    key: 'cause',
    title: 'Giải trình, nguyên nhân',
    width: 'minmax(11rem, 1.5fr)',
    render: ({ explanation, cause }) =>
      cause === null ? `giải trình: ${EXPLANATION[explanation]}` : <Cause cause={cause} />,
  },
];

const COMPLETIONS: readonly Column<ScorecardCompletionDto>[] = [
  {
    key: 'task',
    title: 'Nhiệm vụ',
    width: 'minmax(15rem, 3fr)',
    render: (row) => <TaskLink of={row} event={row.event} />,
  },
  { key: 'on', title: 'Hoàn thành', width: '9rem', render: ({ completedOn }) => day(completedOn) },
  { key: 'due', title: 'Hạn', width: '9rem', render: ({ due }) => day(due) },
  {
    key: 'late',
    title: 'Kết quả',
    width: '11rem',
    render: ({ late }) => (
      <Tag tone={late ? 'watch' : 'good'} sign={late ? '✓!' : '✓'}>
        {late ? 'Quá hạn' : 'Đúng hạn'}
      </Tag>
    ),
  },
];

const WARNINGS: readonly Column<ListedWarningDto>[] = [
  {
    key: 'warning',
    title: 'Cảnh báo',
    width: 'minmax(12rem, 2fr)',
    render: ({ id, rule, period: name }) => (
      <Link to="/canh-bao/$warning" params={{ warning: id }}>
        {RULE_TEXT[rule]}
        {/^\d{4}-\d\d-\d\d$/.test(name) ? `, ${day(name)}` : `, ${period(name)}`}
      </Link>
    ),
  },
  {
    key: 'about',
    title: 'Của',
    width: 'minmax(14rem, 3fr)',
    render: ({ assignment, task, taskTitle, indicator }) => {
      if (assignment !== null && task !== null) return <TaskLink of={{ assignment, task, taskTitle }} />;
      if (indicator === null) return taskTitle;
      return (
        <Link to="/chi-tieu/$code" params={{ code: indicator }}>
          {indicator}. {taskTitle}
        </Link>
      );
    },
  },
  { key: 'raised', title: 'Nêu lúc', width: '8rem', render: ({ raisedAt }) => instant(raisedAt) },
  {
    key: 'standing',
    title: 'Tình trạng',
    width: '9.5rem',
    render: ({ standing, clearedAt }) =>
      standing ? (
        <Tag tone="watch" sign="!">
          Chưa được gỡ
        </Tag>
      ) : (
        <>
          <Tag tone="good" sign="✓">
            Đã gỡ
          </Tag>
          <span className={common.small}> {instant(clearedAt)}</span>
        </>
      ),
  },
  {
    key: 'level',
    title: 'Mức cao nhất',
    width: '6.5rem',
    render: ({ highestLevel }) => <ShortLevel level={highestLevel} />,
  },
  {
    key: 'cause',
    title: 'Nguyên nhân',
    width: 'minmax(9rem, 1fr)',
    render: ({ cause }) => <Cause cause={cause} />,
  },
];

const EXTENSIONS: readonly Column<ScorecardExtensionDto>[] = [
  {
    key: 'task',
    title: 'Nhiệm vụ',
    width: 'minmax(15rem, 3fr)',
    render: (row) => <TaskLink of={row} event={row.eventId} />,
  },
  { key: 'on', title: 'Đề nghị ngày', width: '9rem', render: ({ requestedOn }) => day(requestedOn) },
  {
    key: 'to',
    title: 'Hạn cũ → hạn đề nghị',
    width: '14rem',
    render: ({ from, to }) => `${day(from)} → ${day(to)}`,
  },
  {
    key: 'decision',
    title: 'Quyết định',
    width: '13rem',
    render: ({ decision }) =>
      decision === null ? (
        <Tag tone="unknown" sign="…">
          Đang chờ
        </Tag>
      ) : (
        <>
          <Tag tone={decision.granted ? 'good' : 'watch'} sign={decision.granted ? '✓' : '✕'}>
            {decision.granted ? 'Cho gia hạn' : 'Không cho'}
          </Tag>
          <span className={common.small}> {day(decision.on)}</span>
        </>
      ),
  },
];

/** A warning's id begins with its rule. */
function ruleOf(warning: string): string {
  const rule = RULES.find((one) => warning.startsWith(`${one}.`));
  return rule === undefined ? 'Cảnh báo' : RULE_TEXT[rule];
}

const EXPLANATIONS: readonly Column<ScorecardExplanationDto>[] = [
  {
    key: 'warning',
    title: 'Cảnh báo',
    width: 'minmax(14rem, 2fr)',
    render: ({ warning }) => (
      <Link to="/canh-bao/$warning" params={{ warning }}>
        {ruleOf(warning)}
        <span className={common.small}> {warning.slice(warning.indexOf('.') + 1)}</span>
      </Link>
    ),
  },
  {
    key: 'asked',
    title: 'Yêu cầu lúc',
    width: '10rem',
    render: ({ requestedAt }) => (requestedAt === null ? 'đơn vị tự giải trình' : instant(requestedAt)),
  },
  { key: 'due', title: 'Hạn', width: '8rem', render: ({ dueOn }) => day(dueOn) },
  {
    key: 'submitted',
    title: 'Đã giải trình',
    width: '13rem',
    render: ({ submitted, late }) => (
      <>
        {submitted === null ? 'chưa' : instant(submitted.at)}{' '}
        {late ? (
          <Tag tone="watch" sign="!">
            Quá hạn
          </Tag>
        ) : null}
      </>
    ),
  },
  {
    key: 'cause',
    title: 'Xem xét',
    width: 'minmax(10rem, 1fr)',
    render: ({ judged }) => <Cause cause={judged} />,
  },
];

interface UnitListsProps {
  readonly lists: UnitListsDto;
  readonly unit: string;
  readonly span: string;
}

/** The lists behind a unit's figures; each row leads to its task, warning or event. */
export function UnitLists({ lists, unit, span }: UnitListsProps) {
  const { loc } = route.useSearch();
  const shortfalls = lists.shortfalls.filter(({ kind }) => loc === undefined || kind === loc);
  return (
    <>
      <List
        list="shortfalls"
        columns={SHORTFALLS}
        rows={shortfalls}
        keyOf={({ kind, assignment, period: name }) => `${kind} ${assignment} ${name}`}
        rowHeight={80}
      >
        {loc === undefined ? null : (
          <p>
            Chỉ: {KIND_TEXT[loc]}.{' '}
            <Link to="/xep-hang" search={{ ky: span, donVi: unit }} hash={LISTS.shortfalls.id}>
              Xem tất cả
            </Link>
          </p>
        )}
      </List>
      <List
        list="overdueFromBefore"
        columns={SHORTFALLS}
        rows={lists.overdueFromBefore}
        keyOf={({ assignment, period: name }) => `${assignment} ${name}`}
      />
      <List list="completions" columns={COMPLETIONS} rows={lists.completions} keyOf={({ event }) => event} />
      <List list="warnings" columns={WARNINGS} rows={lists.warnings} keyOf={({ id }) => id} rowHeight={80} />
      <List list="extensions" columns={EXTENSIONS} rows={lists.extensions} keyOf={({ eventId }) => eventId} />
      <List
        list="explanations"
        columns={EXPLANATIONS}
        rows={lists.explanations}
        keyOf={({ warning, request, submitted }) => `${warning} ${request ?? submitted?.eventId}`}
      />
    </>
  );
}

interface ListProps<Row> extends Pick<RowTableProps<Row>, 'columns' | 'rows' | 'keyOf' | 'rowHeight'> {
  readonly list: keyof typeof LISTS;
  /** Stands above the rows. */
  readonly children?: ReactNode;
}

function List<Row>({ list, children, ...table }: ListProps<Row>) {
  const { id, title } = LISTS[list];
  return (
    <div id={id} className={css.list}>
      <Panel title={`${title} (${number(table.rows.length)})`}>
        {table.rows.length === 0 ? (
          <p className={css.note}>Không có trong thời gian này.</p>
        ) : (
          <>
            {children}
            <RowTable label={title} {...table} />
          </>
        )}
      </Panel>
    </div>
  );
}
