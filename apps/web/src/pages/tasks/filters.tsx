import type { RegisteredRouter, RouteById } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useRead } from '../../api/reads.js';
import { useSession } from '../../api/session.js';
import type { ProgrammeDto, TaskDto, UnitDto } from '../../client/types.gen.js';
import { DayPicker } from '../../ui/day-picker.js';
import { Field } from '../../ui/field.js';
import { tasksOf } from '../../ui/tasks-of.js';
import { UNIT_KIND_TEXT } from '../../ui/unit-kinds.js';
import { units } from '../../ui/units.js';
import { useNarrow } from '../../ui/use-media.js';
import { BUCKET_WORDS, BUCKETS, LEVEL_WORDS } from '../../ui/words.js';
import { SearchBox } from './search-box.js';
import { type Option, SelectFilter } from './select-filter.js';
import css from './tasks.module.css';

/** The address's part that this page reads. */
export type TasksSearch = RouteById<
  RegisteredRouter['routeTree'],
  '/khung/nhiem-vu'
>['types']['fullSearchSchema'];

/** The filter for tasks that name no directing leader. */
const NO_LEADER = '-';

/** Of the catalogue's kinds those that have many units; the others stand together. */
const LARGE_KINDS: ReadonlySet<UnitDto['kind']> = new Set([
  'department',
  'commune',
  'party-body',
  'party-committee',
]);

const BUCKET_OPTIONS: readonly Option[] = BUCKETS.map((bucket) => ({
  value: bucket,
  text: `${BUCKET_WORDS[bucket].sign} ${BUCKET_WORDS[bucket].text}`,
}));

const LEVEL_OPTIONS: readonly Option[] = [
  ...[4, 3, 2, 1].map((level) => ({
    value: String(level),
    text: LEVEL_WORDS[level]?.text ?? `Mức ${level}`,
  })),
  { value: '0', text: 'Không có cảnh báo' },
];

const ORDER_OPTIONS: readonly Option[] = [
  { value: 'due', text: 'hạn gần trước' },
  { value: '-due', text: 'hạn xa trước' },
  { value: '-warning', text: 'cảnh báo cao trước' },
  { value: 'warning', text: 'cảnh báo thấp trước' },
  { value: 'percent', text: 'tiến độ thấp trước' },
  { value: '-percent', text: 'tiến độ cao trước' },
  { value: 'lastReport', text: 'lâu chưa cập nhật trước' },
  { value: '-lastReport', text: 'mới cập nhật trước' },
  { value: 'unit', text: 'theo đơn vị' },
  { value: '-unit', text: 'theo đơn vị, từ dưới lên' },
];

const leadersOf = (tasks: readonly TaskDto[]): readonly Option[] => {
  const named = [...new Set(tasks.flatMap(({ directingLeaders }) => directingLeaders))];
  const options = named.map((leader) => ({ value: leader, text: leader }));
  const some = tasks.some(({ directingLeaders }) => directingLeaders.length === 0);
  return some ? [...options, { value: NO_LEADER, text: 'Không nêu ai' }] : options;
};

const unitsOf = (all: readonly UnitDto[]): readonly Option[] =>
  all.map(({ id, name, kind }) => ({
    value: id,
    text: name,
    group: LARGE_KINDS.has(kind) ? UNIT_KIND_TEXT[kind] : UNIT_KIND_TEXT.other,
  }));

interface FiltersProps {
  readonly programme: ProgrammeDto;
  readonly search: TasksSearch;
  readonly onChange: (part: TasksSearch, how?: { readonly typing?: boolean }) => void;
  readonly onClear: () => void;
}

/** How many of the filters are set. */
export const filtersSet = ({
  sap: _order,
  ct: _programme,
  ngay: _asOf,
  biet: _knownAt,
  ...filters
}: TasksSearch) => Object.values(filters).filter((value) => value !== undefined && value !== '').length;

/** What the list is narrowed to: every choice stands in the address. */
export function Filters({ programme, search, onChange, onClear }: FiltersProps) {
  const narrow = useNarrow();
  const tasks = useRead(tasksOf(programme.id));
  const allUnits = useRead(units);
  const mayAll = useSession().permissions.some(
    ({ permission, units: ofUnits }) =>
      permission === 'assignment.read' && (ofUnits === null || ofUnits.length > 1),
  );
  const set = filtersSet(search);
  const { q = '', phan, lanhDao, donVi, nhiemVu, nhom, muc, con, hanTu, hanDen, sap } = search;
  const furtherSet = [phan, lanhDao, nhiemVu, hanTu, hanDen].filter(Boolean).length;
  const [opened, setOpened] = useState(false);
  const [furtherOpened, setFurtherOpened] = useState(furtherSet > 0);
  useEffect(() => {
    // A filter that came by the address is seen; that the last one goes closes nothing.
    if (furtherSet > 0) setFurtherOpened(true);
  }, [furtherSet]);
  const first = (
    <>
      <div className={css.search}>
        <SearchBox value={q} onChange={(words) => onChange({ q: words }, { typing: true })} />
      </div>
      {mayAll ? (
        <SelectFilter
          label="Đơn vị"
          value={donVi}
          options={unitsOf(allUnits.data ?? [])}
          ready={allUnits.data !== undefined}
          onChange={(value) => onChange({ donVi: value })}
        />
      ) : null}
      <SelectFilter
        label="Tình hình"
        value={nhom}
        options={BUCKET_OPTIONS}
        onChange={(value) => onChange({ nhom: value as TasksSearch['nhom'] })}
      />
      <SelectFilter
        label="Cảnh báo đang mở"
        value={muc === undefined ? undefined : String(muc)}
        options={LEVEL_OPTIONS}
        onChange={(value) => onChange({ muc: (value === '' ? '' : Number(value)) as TasksSearch['muc'] })}
      />
    </>
  );
  const further = (
    <>
      <SelectFilter
        label="Phần của chương trình"
        value={phan}
        options={programme.sections.map(({ code, title }) => ({ value: code, text: `${code}. ${title}` }))}
        onChange={(value) => onChange({ phan: value })}
      />
      <SelectFilter
        label="Chủ trì chỉ đạo"
        value={lanhDao}
        options={leadersOf(tasks.data ?? [])}
        ready={tasks.data !== undefined}
        onChange={(value) => onChange({ lanhDao: value })}
      />
      <SelectFilter
        label="Nhiệm vụ"
        value={nhiemVu}
        options={(tasks.data ?? []).map(({ code, title }) => ({ value: code, text: `${code}. ${title}` }))}
        ready={tasks.data !== undefined}
        onChange={(value) => onChange({ nhiemVu: value })}
      />
      <Field label="Hạn từ ngày">
        {(control) => (
          <DayPicker {...control} value={hanTu ?? null} onChange={(day) => onChange({ hanTu: day ?? '' })} />
        )}
      </Field>
      <Field
        label="Hạn đến ngày"
        errors={
          hanTu && hanDen && hanTu > hanDen
            ? ['Ngày cuối đứng trước ngày đầu: không có hạn nào như vậy.']
            : []
        }
      >
        {(control) => (
          <DayPicker
            {...control}
            value={hanDen ?? null}
            onChange={(day) => onChange({ hanDen: day ?? '' })}
          />
        )}
      </Field>
    </>
  );
  const foot = (
    <div className={css.foot}>
      <label className={css.check}>
        <input
          type="checkbox"
          checked={con === 'co'}
          onChange={({ target }) => onChange({ con: (target.checked ? 'co' : '') as TasksSearch['con'] })}
        />
        Chỉ việc còn phải làm
      </label>
      {set > 0 ? <Button onClick={onClear}>Bỏ mọi bộ lọc</Button> : null}
    </div>
  );
  if (narrow) {
    return (
      <details
        className={`${css.filters} no-print`}
        open={opened}
        onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
      >
        <summary>Bộ lọc{set > 0 ? ` (${set} đang dùng)` : ''}</summary>
        <search className={css.grid}>
          {first}
          {further}
          <SelectFilter
            label="Thứ tự"
            value={sap === 'document' ? undefined : sap}
            none="theo văn bản"
            options={ORDER_OPTIONS}
            onChange={(value) => onChange({ sap: value as TasksSearch['sap'] })}
          />
        </search>
        {foot}
      </details>
    );
  }
  return (
    <div className={`${css.filters} no-print`}>
      <search className={css.grid} aria-label="Bộ lọc">
        {first}
      </search>
      <details open={furtherOpened} onToggle={({ currentTarget }) => setFurtherOpened(currentTarget.open)}>
        <summary>Thêm bộ lọc{furtherSet > 0 ? ` (${furtherSet} đang dùng)` : ''}</summary>
        <search className={css.grid} aria-label="Thêm bộ lọc">
          {further}
        </search>
      </details>
      {foot}
    </div>
  );
}
