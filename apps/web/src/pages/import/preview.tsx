import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useCommand } from '../../api/commands.js';
import { messageOf, ProblemError } from '../../api/problem.js';
import { useRead } from '../../api/reads.js';
import { useMay } from '../../api/session.js';
import { importsControllerConfirm, policiesControllerAdopt } from '../../client/sdk.gen.js';
import type { ImportNoteDto, ImportViewDto, PlannedTaskDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { ActionFilter, ActionTag, Confirmation, FlawList } from '../../ui/file-preview.js';
import { day, NOTHING, number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { policies } from '../../ui/policies.js';
import { type Column, type moreOf, RowTable } from '../../ui/row-table.js';
import { Answer } from '../../ui/states.js';
import { units } from '../../ui/units.js';
import { AssignTasks } from './assign-tasks.js';
import { Cells, type Editing, LooseCell, RowButton, timeFields } from './cells.js';
import css from './import.module.css';
import type { ImportPreview, TaskAction } from './import.reads.js';
import { cellsSaid, rowText, type Said, unreadCells } from './said.js';
import { ACTION_WORDS, fieldText, valueText } from './words.js';

interface PreviewProps {
  /** Read so far, of the tasks with `action`. */
  readonly pages: readonly ImportPreview[];
  readonly action: TaskAction | undefined;
  readonly onAction: (action: TaskAction | undefined) => void;
  /** Looks again at what confirming would do now. */
  readonly onAgain: () => Promise<unknown>;
  readonly more: ReturnType<typeof moreOf>;
  /** Goes on to another file. */
  readonly onOther: () => void;
  readonly said: Said;
  readonly onSay: (said: Said) => void;
  /** Reads the file anew; null: the page was loaded anew and has no file. */
  readonly onRead: (() => void) | null;
  readonly reading: boolean;
  /** It comes of “Đọc lại” in the preview before it, whose button is gone. */
  readonly takesFocus: boolean;
}

const CHANGED = 'import-changed';
const SHOWN_TITLE = 300;

/** What confirming would do, and the confirmation of just that. */
export function Preview(props: PreviewProps) {
  const { pages, action, onAction, onAgain, more, onOther, said, onSay, onRead, reading, takesFocus } = props;
  const [first] = pages;
  const { editing, list } = useEditing(first, said, onSay);
  // What was shown first is what one has looked at; something else is confirmed only after a second look.
  const [seen, setSeen] = useState(first?.digest);
  const command = useCommand({
    send: async (view: ImportViewDto, call) => {
      const { data } = await importsControllerConfirm({
        ...call,
        path: { programme: view.programme, import: view.id },
        body: { digest: view.digest },
      });
      return { data: { result: data, position: null } };
    },
    writes: ['programme', 'task', 'unit', 'unitgroup'],
    onDone: () => void onAgain(),
  });
  if (!first) return null;
  if (first.result !== null) return <Done view={first} result={first.result} onOther={onOther} />;
  const confirm = async () => {
    if ((await command.run(first)) === null) void onAgain();
  };
  const { counts } = first;
  const unread = unreadCells(said, first.corrections);
  const readAgain = (event: FormEvent) => {
    event.preventDefault();
    onRead?.();
  };
  const writes = counts.create + counts.change + first.programmeChanges.length + (first.isNew ? 1 : 0);
  const rowsBy = { ...counts, unreadable: counts.unreadableTasks };
  const changed = seen !== first.digest;
  const wasChanged = command.error instanceof ProblemError && command.error.code === CHANGED;
  return (
    <Panel title={`Xem trước: ${first.file}`} aside={first.isNew ? 'Chương trình mới' : 'Chương trình đã có'}>
      <About view={first} />
      <form className={css.form} noValidate onSubmit={readAgain}>
        {list}
        <ReadWith view={first} takesFocus={takesFocus} />
        <Flaws flaws={first.unreadable} editing={editing} />
        <ActionFilter
          legend="Lọc nhiệm vụ theo việc sẽ làm"
          words={ACTION_WORDS}
          counts={rowsBy}
          chosen={action}
          onChoose={onAction}
        />
        <RowTable
          label="Các nhiệm vụ của tệp"
          columns={columnsOf(first, editing)}
          rows={pages.flatMap(({ tasks: { items } }) => items)}
          keyOf={({ ordinal, code }) => `${ordinal} ${code}`}
          total={action === undefined ? counts.tasks : rowsBy[action]}
          {...more}
          list={action ?? ''}
        />
        <Unread count={unread} canRead={onRead !== null} reading={reading} />
      </form>
      <Rest view={first} />
      <div role="alert">
        {command.error === null || wasChanged ? null : (
          <p className={common.problem}>{messageOf(command.error)}</p>
        )}
        {changed ? (
          <p className={common.problem}>
            Nội dung đã đăng ký đã thay đổi từ khi bắt đầu xem; chưa ghi gì. Bản trên trang là bản mới nhất.
          </p>
        ) : null}
      </div>
      {changed ? (
        <div className={`${common.sending} no-print`}>
          <Button type="primary" onClick={() => setSeen(first.digest)}>
            Tôi đã xem lại bản mới
          </Button>
        </div>
      ) : (
        <Confirmation
          notes={[
            writes === 0 && first.confirmable ? 'Tệp không có gì khác với những gì đã đăng ký.' : null,
            first.confirmable
              ? null
              : 'Còn chỗ không đọc được thì không ghi gì: sửa ngay tại ô rồi đọc lại, chỉnh cách đọc ở trên, hoặc sửa tệp rồi chọn lại.',
            unread > 0 ? 'Có ô sửa chưa đọc lại: hãy đọc lại rồi xác nhận bản mới.' : null,
          ]}
          label={`Xác nhận: tạo ${number(counts.create)}, sửa ${number(counts.change)} nhiệm vụ`}
          disabled={!first.confirmable || writes === 0 || unread > 0}
          pending={command.pending}
          onConfirm={() => void confirm()}
        />
      )}
    </Panel>
  );
}

/** What the cells of a preview need for being corrected, and the list of names that goes with it. */
function useEditing(view: ImportViewDto | undefined, said: Said, onSay: (said: Said) => void) {
  const all = useRead(units);
  const unitList = useId();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const names = useMemo(
    () =>
      new Set([
        ...Object.values(view?.unitNames ?? {}),
        ...(view?.unknownUnits ?? []).flatMap(({ nearest }) => nearest.map(({ name }) => name)),
        ...(all.data ?? []).map(({ name }) => name),
      ]),
    [view?.unitNames, view?.unknownUnits, all.data],
  );
  const cells = cellsSaid(said, view?.corrections);
  const editing: Editing = {
    cells,
    onCell: (key, cell) => {
      const { [key]: _before, ...rest } = cells;
      onSay({ ...said, cells: cell === null ? rest : { ...rest, [key]: cell } });
    },
    unitList,
    unitNames: names,
    nameOf: (id) => view?.unitNames[id] ?? id,
    open,
    onOpen: (row) =>
      setOpen((before) => {
        const after = new Set(before);
        if (!after.delete(row)) after.add(row);
        return after;
      }),
  };
  const list = (
    <datalist id={unitList}>
      {[...names].map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
  return { editing, list };
}

interface ReadWithProps {
  readonly view: ImportViewDto;
  readonly takesFocus: boolean;
}

/** How the corrections have fared. */
function ReadWith({ view: { corrections, counts }, takesFocus }: ReadWithProps) {
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (takesFocus) text.current?.focus();
  }, [takesFocus]);
  if (corrections.length === 0 && !takesFocus) return null;
  return (
    <p ref={text} tabIndex={-1}>
      Đã đọc với {number(corrections.length)} ô sửa khi nhập; còn {number(counts.unreadable)} chỗ không đọc
      được.
    </p>
  );
}

interface UnreadProps {
  /** How many cells were corrected, or taken back, since the preview was made. */
  readonly count: number;
  readonly canRead: boolean;
  readonly reading: boolean;
}

function Unread({ count, canRead, reading }: UnreadProps) {
  return (
    <div role="status" className="no-print">
      {count === 0 ? null : (
        <div className={css.pending}>
          <p>
            {number(count)} ô sửa chưa đọc lại.
            {canRead ? '' : ' Trang đã tải lại: hãy chọn lại tệp ở trên, các ô đã sửa được giữ.'}
          </p>
          <Button htmlType="submit" disabled={!canRead} loading={reading}>
            Đọc lại với {number(count)} ô sửa
          </Button>
        </div>
      )}
    </div>
  );
}

/** Where the document's year isn't known, nor is its period. */
const periodText = ({ from, until }: ImportViewDto['about']['period']): string =>
  day(from) === NOTHING ? 'chưa rõ' : `${day(from)} – ${day(until)}`;

function About({ view }: { readonly view: ImportViewDto }) {
  const { about, document, isNew } = view;
  const lines: readonly (readonly [string, string])[] = [
    ['Chương trình', `${about.title} (${view.programme})`],
    ['Cơ quan ban hành', about.issuer],
    [
      'Số, ngày',
      `${about.number ?? 'không ghi số'}, ${about.issuedOn === null ? 'không ghi ngày' : day(about.issuedOn)}`,
    ],
    ['Thời hạn', periodText(about.period)],
    ...(isNew ? [] : [['Căn cứ sửa', document.number] as const]),
    ...(view.budgetMillionVnd === null
      ? []
      : [['Kinh phí, không tính dòng nhóm', `${number(view.budgetMillionVnd)} triệu đồng`] as const]),
  ];
  return (
    <>
      <dl className={css.about}>
        {lines.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {view.programmeChanges.length > 0 ? (
        <section aria-label="Thay đổi của chương trình">
          <h3>Thay đổi của chương trình</h3>
          <Changes changes={view.programmeChanges} unitNames={view.unitNames} />
        </section>
      ) : null}
    </>
  );
}

interface ChangesProps {
  readonly changes: PlannedTaskDto['changes'];
  readonly unitNames: Readonly<Record<string, string>>;
}

function Changes({ changes, unitNames }: ChangesProps) {
  return (
    <ul className={css.changes}>
      {changes.map(({ field, from, to }) => (
        <li key={field}>
          {fieldText(field)}: <del>{valueText(from, unitNames)}</del> → <ins>{valueText(to, unitNames)}</ins>
        </li>
      ))}
    </ul>
  );
}

interface FlawsProps {
  readonly flaws: ImportViewDto['unreadable'];
  readonly editing: Editing;
}

function Flaws({ flaws, editing }: FlawsProps) {
  return (
    <FlawList title="Chỗ không đọc được" count={flaws.length}>
      {flaws.map(({ at, detail, cell, isOfTask }) =>
        at === 'year' ? (
          <li key={at}>
            <strong>Năm của văn bản</strong>: tệp không ghi; ghi ở phần “Chỉnh cách đọc”.
          </li>
        ) : (
          <li key={`${at} ${detail}`}>
            <strong>{at}</strong>: {detail}
            {cell === undefined || isOfTask ? null : <LooseCell cell={cell} editing={editing} />}
          </li>
        ),
      )}
    </FlawList>
  );
}

function columnsOf(view: ImportViewDto, editing: Editing): Column<PlannedTaskDto>[] {
  const { unitNames, counts, budgetMillionVnd, programme, columns } = view;
  const hasBudget =
    budgetMillionVnd !== null || columns.some(({ headings }) => headings.budget !== undefined);
  const named = (ids: readonly string[], unknown: readonly string[]) => [
    ...ids.map((id) => unitNames[id] ?? id),
    ...unknown.map((text) => `“${text}” (chưa có trong danh mục)`),
  ];
  return [
    {
      key: 'action',
      title: 'Sẽ làm',
      width: '8.5rem',
      render: (task) => (
        <div className={css.cell}>
          <ActionTag word={ACTION_WORDS[task.action]} />
          <RowButton task={task} editing={editing} />
        </div>
      ),
    },
    {
      key: 'code',
      title: 'Số',
      width: '4.5rem',
      render: ({ action, code }) =>
        action === 'change' || action === 'keep' ? (
          <Link to="/nhiem-vu" search={{ nhiemVu: code, ct: programme }}>
            {code}
          </Link>
        ) : (
          code || NOTHING
        ),
    },
    {
      key: 'title',
      title: 'Nhiệm vụ',
      width: 'minmax(13rem, 3fr)',
      render: (task) => {
        const { definition, place } = task;
        // What is too long stands whole in its input.
        const isTooLong =
          definition.title.length > SHOWN_TITLE && task.flaws.some(({ field }) => field === 'title');
        const text = isTooLong
          ? `${[...definition.title].slice(0, SHOWN_TITLE).join('')}…`
          : definition.title;
        const title = <bdi className={css.words}>{text}</bdi>;
        return (
          <div className={css.cell}>
            <div>
              {definition.isGroup ? <strong>{title}</strong> : title}
              <span className={css.place}>
                Mục {definition.section}; {place}
              </span>
            </div>
            <Cells
              task={task}
              fields={[
                'number',
                'title',
                'leaders',
                'product',
                'note',
                ...(hasBudget ? [] : ['budget' as const]),
              ]}
              editing={editing}
            />
          </div>
        );
      },
    },
    {
      key: 'units',
      title: 'Chủ trì, phối hợp',
      width: 'minmax(11rem, 2fr)',
      render: (task) => {
        const { definition } = task;
        const leads = named(definition.leadUnits, definition.unknownLeadUnits);
        const others = named(definition.coordinatingUnits, definition.unknownCoordinatingUnits);
        return (
          <div className={css.cell}>
            <div className={css.words}>
              {leads.join('; ') || NOTHING}
              {others.length > 0 ? <span className={css.place}>Phối hợp: {others.join('; ')}</span> : null}
            </div>
            <Cells task={task} fields={['lead', 'coordinating']} editing={editing} />
          </div>
        );
      },
    },
    {
      key: 'schedule',
      title: 'Thời gian',
      width: 'minmax(9.5rem, 1fr)',
      render: (task) => {
        const { schedule } = task.definition;
        return (
          <div className={css.cell}>
            <div className={css.words}>
              {schedule.phrase || NOTHING}
              {schedule.due ? <span className={css.place}>Hạn {day(schedule.due)}</span> : null}
            </div>
            <Cells task={task} fields={timeFields(view)} editing={editing} />
          </div>
        );
      },
    },
    ...(hasBudget
      ? [
          {
            key: 'budget',
            title: 'Triệu đồng',
            width: 'minmax(8rem, 0.8fr)',
            align: 'end',
            render: (task) => (
              <div className={css.cell}>
                <span>{number(task.definition.budgetMillionVnd)}</span>
                <Cells task={task} fields={['budget']} editing={editing} />
              </div>
            ),
          } satisfies Column<PlannedTaskDto>,
        ]
      : []),
    ...(counts.change === 0
      ? []
      : [
          {
            key: 'changes',
            title: 'Thay đổi',
            width: 'minmax(12rem, 2fr)',
            render: ({ changes }) =>
              changes.length === 0 ? NOTHING : <Changes changes={changes} unitNames={unitNames} />,
          } satisfies Column<PlannedTaskDto>,
        ]),
  ];
}

/** What the import leaves alone or has put together. */
function Rest({ view: { absent, skipped, healed } }: { readonly view: ImportViewDto }) {
  return (
    <>
      {absent.length > 0 ? (
        <details className={css.details}>
          <summary>Đã đăng ký nhưng không có trong tệp, để nguyên ({number(absent.length)})</summary>
          <ul>
            {absent.map(({ code, title }) => (
              <li key={code}>
                {code}. {title}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <Notes title="Dòng bị ngắt trang, đã nối lại" notes={healed} />
      <Notes title="Dòng, bảng để ngoài" notes={skipped} />
    </>
  );
}

function Notes({ title, notes }: { readonly title: string; readonly notes: readonly ImportNoteDto[] }) {
  if (notes.length === 0) return null;
  return (
    <details className={css.details}>
      <summary>
        {title} ({number(notes.length)})
      </summary>
      <ul>
        {notes.map(({ place, detail }) => (
          <li key={`${rowText(place)} ${place.column ?? ''} ${detail}`}>
            <strong>
              {rowText(place)}
              {place.column === undefined ? '' : `, cột “${place.column}”`}
            </strong>
            : {detail}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface DoneProps {
  readonly view: ImportViewDto;
  readonly result: NonNullable<ImportViewDto['result']>;
  readonly onOther: () => void;
}

function Done({ view, result: { created, changed, kept, programme, isNew }, onOther }: DoneProps) {
  return (
    <Panel title={`Đã nhập: ${view.file}`}>
      <p role="status">
        Đã ghi chương trình “{view.about.title}”: {number(created)} nhiệm vụ mới, {number(changed)} sửa,{' '}
        {number(kept)} giữ nguyên.
      </p>
      {isNew ? <Adopt view={view} /> : null}
      <AssignTasks programme={programme} />
      <div className={`${common.sending} no-print`}>
        <Link to="/tong-quan" search={{ ct: programme }}>
          Xem chương trình
        </Link>
        <Button onClick={onOther}>Nhập tệp khác</Button>
      </div>
    </Panel>
  );
}

/** A programme is reported on by a policy that was adopted for it; a new one has none yet. */
function Adopt({ view: { programme, about } }: { readonly view: ImportViewDto }) {
  const may = useMay('policy.adopt');
  const query = useRead(policies(programme));
  const command = useCommand({
    send: async (_input: null, call) => {
      const { data } = await policiesControllerAdopt({
        ...call,
        path: { programme },
        body: { policy: about.policy, from: about.period.from },
      });
      return { data };
    },
    writes: ['programme', 'period'],
    onDone: () => void query.refetch(),
  });
  if (query.data === undefined) {
    return (
      <Answer query={query} what="quy định báo cáo">
        {() => null}
      </Answer>
    );
  }
  if (query.data.length > 0) {
    return (
      <p>
        Quy định báo cáo:{' '}
        {query.data.map(({ policy, from }) => `${policy.title}, từ ${day(from)}`).join('; ')}.
      </p>
    );
  }
  return (
    <>
      <p>
        Chương trình chưa có quy định báo cáo, nên chưa có kỳ và hạn cập nhật.{' '}
        {may ? (
          <Button loading={command.pending} onClick={() => void command.run(null)}>
            Áp dụng quy định báo cáo từ {day(about.period.from)}
          </Button>
        ) : null}
      </p>
      <div role="alert">
        {command.message === null ? null : <p className={common.problem}>{command.message}</p>}
      </div>
    </>
  );
}
