import { Button } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useCommand } from '../../api/commands.js';
import { messageOf } from '../../api/problem.js';
import { useReadPages } from '../../api/reads.js';
import { unitsOf, useMay, useSession, useToday } from '../../api/session.js';
import { useProgramme } from '../../app/programme.js';
import { sheetsControllerConfirm, sheetsControllerPrepare } from '../../client/sdk.gen.js';
import type { CellFlawDto, PlannedRowDto, SheetResultDto, SheetViewDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { FileField } from '../../ui/file-field.js';
import { ActionFilter, ActionTag, Confirmation, FlawList } from '../../ui/file-preview.js';
import { capital, day, number } from '../../ui/format.js';
import { type Column, moreOf, RowTable } from '../../ui/row-table.js';
import { spansBetween, spanText } from '../../ui/spans.js';
import { Answer } from '../../ui/states.js';
import { notOpened, takenFile } from '../../ui/taken-file.js';
import type { Word } from '../../ui/words.js';
import css from './bulk-entry.module.css';
import { downloadTemplate, type RowAction, type SheetPage, type SheetScope, sheet } from './sheet.reads.js';

const ACTION_WORDS: Readonly<Record<RowAction, Word>> = {
  new: { text: 'Ghi mới', tone: 'good', sign: '+' },
  correction: { text: 'Đính chính', tone: 'watch', sign: '→' },
  unchanged: { text: 'Đã như vậy', tone: 'unknown', sign: '=' },
  empty: { text: 'Để trống', tone: 'unknown', sign: '–' },
  error: { text: 'Có lỗi', tone: 'bad', sign: '✕' },
};

interface BulkEntryProps {
  readonly programme: string;
  readonly onClose: () => void;
}

/** Many figures at once: an empty sheet, the filled one, what it would do, the confirmation. */
export default function BulkEntry({ programme, onClose }: BulkEntryProps) {
  const [id, setId] = useState<string | null>(null);
  const [result, setResult] = useState<SheetResultDto | null>(null);
  return (
    <Dialog title="Nhập nhiều số liệu bằng biểu" onClose={onClose} wide>
      {result !== null ? (
        <Done result={result} onClose={onClose} />
      ) : id === null ? (
        <>
          <Template programme={programme} />
          <Upload programme={programme} onRead={({ id: read }) => setId(read)} />
        </>
      ) : (
        <Preview programme={programme} id={id} onBack={() => setId(null)} onDone={setResult} />
      )}
    </Dialog>
  );
}

const PROGRAMME = '';
const ALL_UNITS = '*';

function Template({ programme }: { readonly programme: string }) {
  const { period } = useProgramme();
  const { principal } = useSession();
  const mayAll = useMay('indicator.measure');
  const today = useToday();
  const own = principal.grants.flatMap(({ unit, unitName }) =>
    unit === null || !unitsOf(principal).includes(unit) ? [] : [{ id: unit, name: unitName ?? unit }],
  );
  const spans = useMemo(
    () => spansBetween(period.from, period.until < today ? period.until : today),
    [period.from, period.until, today],
  );
  const [chosen, setChosen] = useState(spans.months[1] ?? spans.months[0] ?? '');
  const [whose, setWhose] = useState(own[0]?.id ?? PROGRAMME);
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const scope: SheetScope =
    whose === PROGRAMME ? 'programme' : whose === ALL_UNITS ? 'all-units' : { unit: whose };
  const download = async () => {
    setPending(true);
    setError(null);
    try {
      await downloadTemplate(programme, chosen, scope, format);
    } catch (reason) {
      setError(reason);
    } finally {
      setPending(false);
    }
  };
  return (
    <section className={css.step}>
      <h3>1. Tải biểu, điền bằng Excel</h3>
      <div className={css.choices}>
        <Field label="Kỳ">
          {(control) => (
            <select {...control} value={chosen} onChange={({ target }) => setChosen(target.value)}>
              {[
                ['Tháng', spans.months] as const,
                ['Quý', spans.quarters] as const,
                ['Năm', spans.years] as const,
              ].map(([label, list]) => (
                <optgroup key={label} label={label}>
                  {list.map((one) => (
                    <option key={one} value={one}>
                      {capital(spanText(one))}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          )}
        </Field>
        <Field label="Số liệu của ai">
          {(control) => (
            <select {...control} value={whose} onChange={({ target }) => setWhose(target.value)}>
              {mayAll ? (
                <>
                  <option value={PROGRAMME}>Số liệu chung của chương trình</option>
                  <option value={ALL_UNITS}>Từng đơn vị báo cáo, mỗi đơn vị một dòng</option>
                </>
              ) : null}
              {own.map((unit) => (
                <option key={unit.id} value={unit.id}>
                  {unit.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Loại tệp">
          {(control) => (
            <select
              {...control}
              value={format}
              onChange={({ target }) => setFormat(target.value === 'csv' ? 'csv' : 'xlsx')}
            >
              <option value="xlsx">Excel (xlsx)</option>
              <option value="csv">CSV</option>
            </select>
          )}
        </Field>
        <Button onClick={() => void download()} loading={pending} disabled={chosen === ''}>
          Tải biểu trống
        </Button>
      </div>
      <Problem error={error} />
      <p className={common.small}>
        Điền Giá trị, Ngày số liệu, Nguồn (hoặc Lý do khi đính chính); dòng để trống thì bỏ qua. Số viết kiểu
        Việt Nam: 1.234,5.
      </p>
    </section>
  );
}

function Problem({ error }: { readonly error: unknown }) {
  return (
    <div role="alert">{error === null ? null : <p className={common.problem}>{messageOf(error)}</p>}</div>
  );
}

interface UploadProps {
  readonly programme: string;
  readonly onRead: (view: SheetViewDto) => void;
}

function Upload({ programme, onRead }: UploadProps) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const command = useCommand({
    send: async (chosen: File, call) => {
      const { data } = await sheetsControllerPrepare({
        ...call,
        path: { programme },
        body: { file: chosen },
      });
      return { data: { view: data, position: null } };
    },
    writes: [],
    onDone: ({ view }) => onRead(view),
  });
  const choose = async (chosen: File | undefined) => {
    setFile(null);
    setRefused(null);
    command.reset();
    if (chosen === undefined) return;
    const taken = await takenFile(chosen);
    setFile(taken);
    if (taken === null) setRefused(notOpened(chosen));
  };
  return (
    <section className={css.step}>
      <h3>2. Gửi biểu đã điền để xem trước</h3>
      <form
        className={css.choices}
        onSubmit={(event) => {
          event.preventDefault();
          if (file === null) input.current?.focus();
          else void command.run(file);
        }}
      >
        <Field
          label="Tệp Excel hoặc CSV"
          hint="Chưa ghi gì cho đến khi xác nhận bản xem trước."
          errors={refused === null ? [] : [refused]}
        >
          {(control) => (
            <FileField
              {...control}
              ref={input}
              accept=".xlsx,.csv,.txt,text/csv"
              name={file?.name}
              onChoose={([chosen]) => void choose(chosen)}
            />
          )}
        </Field>
        <Button type="primary" htmlType="submit" loading={command.pending} disabled={file === null}>
          Xem trước
        </Button>
      </form>
      <Problem error={command.error} />
    </section>
  );
}

interface PreviewProps {
  readonly programme: string;
  readonly id: string;
  readonly onBack: () => void;
  readonly onDone: (result: SheetResultDto) => void;
}

function Preview({ programme, id, onBack, onDone }: PreviewProps) {
  const [action, setAction] = useState<RowAction | undefined>(undefined);
  const query = useReadPages(sheet(programme, id, action));
  const command = useCommand({
    send: (digest: string, call) =>
      sheetsControllerConfirm({ ...call, path: { programme, sheet: id }, body: { digest } }),
    writes: ['indicator', 'warning'],
    onDone: (result) => onDone(result),
  });
  const confirm = async (digest: string) => {
    // Somebody has recorded in between: what the sheet would do now is shown, to be confirmed anew.
    if ((await command.run(digest)) === null) void query.refetch();
  };
  return (
    <Answer query={query} what="bản xem trước">
      {({ pages }) => {
        const [first] = pages;
        if (!first) return null;
        const rows = pages.flatMap(({ rows: { items } }) => items);
        return (
          <>
            <h3>3. Xem trước: {first.file}</h3>
            <ActionFilter
              legend="Lọc dòng theo việc sẽ làm"
              words={ACTION_WORDS}
              counts={first.counts}
              chosen={action}
              onChoose={setAction}
            />
            <Flaws flaws={first.errors} />
            <RowTable
              label="Các dòng của biểu"
              columns={COLUMNS}
              rows={rows}
              keyOf={({ sheet: name, row }) => `${name} ${row}`}
              {...moreOf(query)}
              list={action ?? ''}
            />
            <Problem error={command.error} />
            <Confirmation
              notes={[
                first.confirmable
                  ? null
                  : first.result === null
                    ? 'Còn lỗi thì không ghi gì: sửa các ô nêu trên rồi gửi lại tệp.'
                    : 'Biểu này đã được xác nhận.',
              ]}
              label={`Xác nhận, ghi ${number(writes(first))} dòng`}
              disabled={!first.confirmable || writes(first) === 0}
              pending={command.pending}
              onConfirm={() => void confirm(first.digest)}
            >
              <Button onClick={onBack}>Gửi tệp khác</Button>
            </Confirmation>
          </>
        );
      }}
    </Answer>
  );
}

const writes = ({ counts }: SheetPage) => counts.new + counts.correction;

function Flaws({ flaws }: { readonly flaws: readonly CellFlawDto[] }) {
  return (
    <FlawList title="Lỗi theo ô" count={flaws.length}>
      {flaws.map(({ sheet: name, at, row, column, detail }) => (
        <li key={`${name} ${at} ${detail}`}>
          <strong>
            {name === '' ? '' : `${name}, `}ô {at}
          </strong>{' '}
          (dòng {number(row)}, cột “{column}”): {detail}
        </li>
      ))}
    </FlawList>
  );
}

const COLUMNS: readonly Column<PlannedRowDto>[] = [
  { key: 'row', title: 'Dòng', width: '4rem', align: 'end', render: ({ row }) => number(row) },
  {
    key: 'action',
    title: 'Sẽ làm',
    width: '9.5rem',
    render: ({ action }) => <ActionTag word={ACTION_WORDS[action]} />,
  },
  {
    key: 'indicator',
    title: 'Chỉ tiêu',
    width: 'minmax(12rem, 2fr)',
    render: ({ code, name }) => `${code}${name === null ? '' : ` ${name}`}`,
  },
  {
    key: 'unit',
    title: 'Đơn vị',
    width: 'minmax(8rem, 1fr)',
    render: ({ unit, unitName }) => unitName ?? unit ?? 'số liệu chung',
  },
  {
    key: 'figures',
    title: 'Số liệu (đang dùng → mới)',
    width: 'minmax(10rem, 1fr)',
    render: ({ figures, standing, action }) =>
      `${standing !== null && action === 'correction' ? `${number(standing.figures.value)} → ` : ''}${
        figures === null ? '–' : number(figures.value)
      }${figures?.numerator == null ? '' : ` (${number(figures.numerator)}/${number(figures.denominator)})`}`,
  },
  { key: 'on', title: 'Ngày', width: '7rem', render: ({ figures }) => day(figures?.measuredOn) },
  {
    key: 'why',
    title: 'Nguồn, lý do',
    width: 'minmax(10rem, 1.5fr)',
    render: ({ source, reason }) => [source, reason].filter((one) => one !== null).join('; ') || '–',
  },
];

interface DoneProps {
  readonly result: SheetResultDto;
  readonly onClose: () => void;
}

function Done({ result, onClose }: DoneProps) {
  const { recorded, corrected, unchanged, empty } = result;
  return (
    <>
      <p role="status">
        Đã ghi mới {number(recorded)} dòng, đính chính {number(corrected)} dòng; {number(unchanged)} dòng đã
        như vậy, {number(empty)} dòng để trống.
      </p>
      <div className={common.sending}>
        <Button type="primary" onClick={onClose} autoFocus>
          Xong
        </Button>
      </div>
    </>
  );
}
