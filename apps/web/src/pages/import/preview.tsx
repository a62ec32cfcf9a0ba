import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../api/commands.js';
import { messageOf, ProblemError } from '../../api/problem.js';
import { useRead } from '../../api/reads.js';
import { useMay } from '../../api/session.js';
import { importsControllerConfirm, policiesControllerAdopt } from '../../client/sdk.gen.js';
import type { ImportNoteDto, ImportViewDto, PlannedTaskDto } from '../../client/types.gen.js';
import { day, NOTHING, number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { type Column, RowTable } from '../../ui/row-table.js';
import { Tag } from '../../ui/tag.js';
import css from './import.module.css';
import { type ImportPreview, policies, type TaskAction } from './import.reads.js';
import { ACTION_WORDS, ACTIONS, fieldText, valueText } from './words.js';

interface PreviewProps {
  /** Read so far, of the tasks with `action`. */
  readonly pages: readonly ImportPreview[];
  readonly action: TaskAction | undefined;
  readonly onAction: (action: TaskAction | undefined) => void;
  /** Looks again at what confirming would do now. */
  readonly onAgain: () => Promise<unknown>;
  readonly more: { readonly loading: boolean; readonly read: () => void } | null;
  /** Goes on to another file. */
  readonly onOther: () => void;
}

const CHANGED = 'import-changed';

/** What confirming would do, and the confirmation of just that. */
export function Preview({ pages, action, onAction, onAgain, more, onOther }: PreviewProps) {
  const [first] = pages;
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
  const writes = counts.create + counts.change + first.programmeChanges.length + (first.isNew ? 1 : 0);
  const changed = seen !== first.digest;
  const wasChanged = command.error instanceof ProblemError && command.error.code === CHANGED;
  return (
    <Panel title={`Xem trước: ${first.file}`} aside={first.isNew ? 'Chương trình mới' : 'Chương trình đã có'}>
      <About view={first} />
      <Flaws flaws={first.unreadable} />
      <Counts view={first} action={action} onChoose={onAction} />
      <RowTable
        label="Các nhiệm vụ của tệp"
        columns={columnsOf(first)}
        rows={pages.flatMap(({ tasks: { items } }) => items)}
        keyOf={({ ordinal, code }) => `${ordinal} ${code}`}
        total={action === undefined ? counts.tasks : counts[action]}
        hasMore={more !== null}
        loadingMore={more?.loading ?? false}
        {...(more === null ? {} : { onMore: more.read })}
        list={action ?? ''}
      />
      <Rest view={first} />
      <div role="alert">
        {command.error === null || wasChanged ? null : (
          <p className={css.problem}>{messageOf(command.error)}</p>
        )}
        {changed ? (
          <p className={css.problem}>
            Nội dung đã đăng ký đã thay đổi từ khi bắt đầu xem; chưa ghi gì. Bản trên trang là bản mới nhất.
          </p>
        ) : null}
      </div>
      <div className={`${css.buttons} no-print`}>
        {writes === 0 ? <p className={css.small}>Tệp không có gì khác với những gì đã đăng ký.</p> : null}
        {first.confirmable ? null : (
          <p className={css.small}>
            Còn chỗ không đọc được thì không ghi gì: chỉnh cách đọc ở trên, hoặc sửa tệp rồi chọn lại.
          </p>
        )}
        {changed ? (
          <Button type="primary" onClick={() => setSeen(first.digest)}>
            Tôi đã xem lại bản mới
          </Button>
        ) : (
          <Button
            type="primary"
            disabled={!first.confirmable || writes === 0}
            loading={command.pending}
            onClick={() => void confirm()}
          >
            Xác nhận: tạo {number(counts.create)}, sửa {number(counts.change)} nhiệm vụ
          </Button>
        )}
      </div>
    </Panel>
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

function Flaws({ flaws }: { readonly flaws: ImportViewDto['unreadable'] }) {
  if (flaws.length === 0) return null;
  const lacksYear = flaws.some(({ at }) => at === 'year');
  // What follows from the lacking year is gone once it is said.
  const shown = lacksYear
    ? flaws.filter(({ at, detail }) => at === 'year' || !detail.includes('--year'))
    : flaws;
  return (
    <section className={css.problem} aria-label="Chỗ không đọc được">
      <h3>Chỗ không đọc được ({number(shown.length)})</h3>
      <ul className={css.flaws}>
        {shown.map(({ at, detail }) =>
          at === 'year' ? (
            <li key={at}>
              <strong>Năm của văn bản</strong>: tệp không ghi; ghi ở phần “Chỉnh cách đọc”.
            </li>
          ) : (
            <li key={`${at} ${detail}`}>
              <strong>{at}</strong>: {detail}
            </li>
          ),
        )}
      </ul>
    </section>
  );
}

interface CountsProps {
  readonly view: ImportViewDto;
  readonly action: TaskAction | undefined;
  readonly onChoose: (action: TaskAction | undefined) => void;
}

function Counts({ view: { counts }, action, onChoose }: CountsProps) {
  return (
    <fieldset className={css.counts}>
      <legend className="sr-only">Lọc nhiệm vụ theo việc sẽ làm</legend>
      {ACTIONS.map((one) => {
        const { text, tone, sign } = ACTION_WORDS[one];
        return (
          <button
            key={one}
            type="button"
            className={css.count}
            aria-pressed={action === one}
            onClick={() => onChoose(action === one ? undefined : one)}
          >
            <Tag tone={tone} sign={sign}>
              {text}
            </Tag>
            <strong>{number(counts[one])}</strong>
          </button>
        );
      })}
    </fieldset>
  );
}

function columnsOf({
  unitNames,
  counts,
  budgetMillionVnd,
  programme,
}: ImportViewDto): Column<PlannedTaskDto>[] {
  const named = (ids: readonly string[], unknown: readonly string[]) => [
    ...ids.map((id) => unitNames[id] ?? id),
    ...unknown.map((text) => `“${text}” (chưa có trong danh mục)`),
  ];
  return [
    {
      key: 'action',
      title: 'Sẽ làm',
      width: '8.5rem',
      render: ({ action }) => {
        const { text, tone, sign } = ACTION_WORDS[action];
        return (
          <Tag tone={tone} sign={sign}>
            {text}
          </Tag>
        );
      },
    },
    {
      key: 'code',
      title: 'Số',
      width: '4.5rem',
      render: ({ code, action }) =>
        action === 'create' ? (
          code
        ) : (
          <Link to="/nhiem-vu" search={{ nhiemVu: code, ct: programme }}>
            {code}
          </Link>
        ),
    },
    {
      key: 'title',
      title: 'Nhiệm vụ',
      width: 'minmax(13rem, 3fr)',
      render: ({ definition: { title, section, isGroup }, place }) => (
        <>
          {isGroup ? <strong>{title}</strong> : title}
          <span className={css.place}>
            Mục {section}; {place}
          </span>
        </>
      ),
    },
    {
      key: 'units',
      title: 'Chủ trì, phối hợp',
      width: 'minmax(11rem, 2fr)',
      render: ({ definition }) => {
        const leads = named(definition.leadUnits, definition.unknownLeadUnits);
        const others = named(definition.coordinatingUnits, definition.unknownCoordinatingUnits);
        return (
          <>
            {leads.join('; ') || NOTHING}
            {others.length > 0 ? <span className={css.place}>Phối hợp: {others.join('; ')}</span> : null}
          </>
        );
      },
    },
    {
      key: 'schedule',
      title: 'Thời gian',
      width: 'minmax(9.5rem, 1fr)',
      render: ({ definition: { schedule } }) => (
        <>
          {schedule.phrase || NOTHING}
          {schedule.due ? <span className={css.place}>Hạn {day(schedule.due)}</span> : null}
        </>
      ),
    },
    ...(budgetMillionVnd === null
      ? []
      : [
          {
            key: 'budget',
            title: 'Triệu đồng',
            width: '6.5rem',
            align: 'end',
            render: ({ definition }) => number(definition.budgetMillionVnd),
          } satisfies Column<PlannedTaskDto>,
        ]),
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
        {notes.map(({ place: { table, row, column }, detail }) => (
          <li key={`${table} ${row} ${column ?? ''} ${detail}`}>
            <strong>
              {table === '' ? '' : `${table}, `}dòng {number(row)}
              {column === undefined ? '' : `, cột “${column}”`}
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
      <div className={`${css.buttons} no-print`}>
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
  if (query.data === undefined) return null;
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
            Áp dụng quy định {about.policy} từ {day(about.period.from)}
          </Button>
        ) : null}
      </p>
      <div role="alert">
        {command.message === null ? null : <p className={css.problem}>{command.message}</p>}
      </div>
    </>
  );
}
