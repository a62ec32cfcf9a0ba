import { Button, Input } from 'antd';
import { useEffect, useId, useState } from 'react';
import { flawsAt, messageOf, ProblemError } from '../../api/problem.js';
import { useRead } from '../../api/reads.js';
import type { ImportViewDto, UnknownUnitDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { DayPicker } from '../../ui/day-picker.js';
import { Field } from '../../ui/field.js';
import { day } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { units } from '../../ui/units.js';
import { Correction } from './cells.js';
import css from './import.module.css';
import { canBeMapped, canBePaired, cellsSaid, type Said } from './said.js';
import { COLUMN_FIELDS, COLUMN_WORDS } from './words.js';

const MAX_TITLE = 500;
const MAX_NUMBER = 100;
const MAX_HEADING = 200;

interface CorrectionsProps {
  /** Null: the file couldn't be read at all. */
  readonly view: ImportViewDto | null;
  readonly said: Said;
  readonly onSay: (said: Said) => void;
  readonly error: unknown;
  readonly startsOpen: boolean;
  readonly pending: boolean;
  /** Reads the file anew; null: the page was loaded anew and has no file. */
  readonly onRead: (() => void) | null;
}

/** What can be said of a file so that it is read as it is meant: the document, its columns, its units. */
export function Corrections(props: CorrectionsProps) {
  const { view, said, onSay, error, startsOpen, pending, onRead } = props;
  const [open, setOpen] = useState(startsOpen);
  useEffect(() => {
    if (startsOpen) setOpen(true);
  }, [startsOpen]);
  return (
    <Panel title="Chỉnh cách đọc">
      <details
        className={css.details}
        open={open}
        onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      >
        <summary>Thông tin văn bản, cột và đơn vị</summary>
        <form
          className={css.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            onRead?.();
          }}
        >
          <SaidCells view={view} said={said} onSay={onSay} />
          <Units view={view} said={said} onSay={onSay} />
          <Columns view={view} said={said} onSay={onSay} />
          <About view={view} said={said} onSay={onSay} error={error} />
          <div className={`${common.sending} no-print`}>
            {onRead === null ? (
              <p className={common.small}>Hãy chọn lại tệp ở trên để đọc theo các chỉnh này.</p>
            ) : null}
            <Button htmlType="submit" loading={pending} disabled={onRead === null}>
              Đọc lại tệp với các chỉnh này
            </Button>
          </div>
        </form>
      </details>
    </Panel>
  );
}

type PartProps = Pick<CorrectionsProps, 'view' | 'said' | 'onSay'>;

function SaidCells({ view, said, onSay }: PartProps) {
  const cells = cellsSaid(said, view?.corrections);
  const all = Object.entries(cells);
  if (all.length === 0) return null;
  return (
    <fieldset className={common.group}>
      <legend>Ô đã sửa khi nhập</legend>
      <ul className={css.units}>
        {all.map(([key, cell]) => (
          <li key={key}>
            <Correction
              cell={cell}
              withPlace
              onTakeBack={() => {
                const { [key]: _taken, ...rest } = cells;
                onSay({ ...said, cells: rest });
              }}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Units({ view, said, onSay }: PartProps) {
  const all = useRead(units);
  const unknown = view?.unknownUnits ?? [];
  const stillUnknown = new Set(unknown.map(({ text }) => text));
  const given = Object.entries(said.unit).filter(([text]) => !stillUnknown.has(text));
  if (unknown.length === 0 && given.length === 0) return null;
  const pair = (text: string, id: string) => {
    const { [text]: _before, ...rest } = said.unit;
    onSay({ ...said, unit: id === '' ? rest : { ...rest, [text]: id } });
  };
  const nameOf = (id: string) => all.data?.find((unit) => unit.id === id)?.name ?? view?.unitNames[id] ?? id;
  return (
    <fieldset className={common.group}>
      <legend>Đơn vị chưa có trong danh mục</legend>
      <p className={common.small}>
        Không gán thì giữ nguyên cách ghi của tệp; nhiệm vụ có đơn vị chủ trì như vậy được đăng ký nhưng chưa
        giao được.
      </p>
      <ul className={css.units}>
        {unknown.map((unit) => (
          <li key={unit.text}>
            <UnknownUnit
              unit={unit}
              chosen={said.unit[unit.text] ?? ''}
              all={all.data ?? []}
              onChoose={(id) => pair(unit.text, id)}
            />
          </li>
        ))}
        {given.map(([text, id]) => (
          <li key={text}>
            “{text}” được hiểu là <strong>{nameOf(id)}</strong>{' '}
            <Button size="small" onClick={() => pair(text, '')}>
              Bỏ gán
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

interface UnknownUnitProps {
  readonly unit: UnknownUnitDto;
  readonly chosen: string;
  readonly all: readonly { readonly id: string; readonly name: string }[];
  readonly onChoose: (id: string) => void;
}

function UnknownUnit({
  unit: { text, leads, coordinates, nearest },
  chosen,
  all,
  onChoose,
}: UnknownUnitProps) {
  const near = new Set(nearest.map(({ id }) => id));
  const where = [
    ...(leads.length > 0 ? [`chủ trì ${leads.join(', ')}`] : []),
    ...(coordinates.length > 0 ? [`phối hợp ${coordinates.join(', ')}`] : []),
  ].join('; ');
  if (!canBePaired(text)) {
    return (
      <p>
        “{text}” ({where}): tên có dấu “;” hoặc “=” nên không gán ở đây được; hãy sửa trong tệp.
      </p>
    );
  }
  return (
    <Field label={`“${text}” (${where})`}>
      {(control) => (
        <div className={css.unit}>
          {nearest.length > 0 ? <span className={common.small}>Gần nhất:</span> : null}
          {nearest.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              className={common.toggle}
              aria-pressed={chosen === id}
              onClick={() => onChoose(chosen === id ? '' : id)}
            >
              {chosen === id ? <span aria-hidden="true">✓</span> : null}
              {name}
            </button>
          ))}
          <select {...control} value={chosen} onChange={({ target }) => onChoose(target.value)}>
            <option value="">Giữ cách ghi của tệp</option>
            {nearest.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            {all
              .filter(({ id }) => !near.has(id))
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </div>
      )}
    </Field>
  );
}

function Columns({ view, said, onSay }: PartProps) {
  const list = useId();
  const tables = view?.columns ?? [];
  const headings = [
    ...new Set(tables.flatMap(({ headings: found, unused }) => [...Object.values(found), ...unused])),
  ].filter(canBeMapped);
  const foundFor = (field: string) => [
    ...new Set(tables.flatMap(({ headings: found }) => (found[field] === undefined ? [] : [found[field]]))),
  ];
  const unused = [...new Set(tables.flatMap((table) => table.unused))];
  return (
    <fieldset className={common.group}>
      <legend>Cột của tệp</legend>
      <p className={common.small}>
        Ghi tiêu đề của cột như trong tệp, hoặc chữ cái của cột (A, B, C…); để trống thì hệ thống tự nhận.
        {unused.length > 0 ? ` Cột chưa dùng: ${unused.map((one) => `“${one}”`).join(', ')}.` : ''}
      </p>
      <datalist id={list}>
        {headings.map((heading) => (
          <option key={heading} value={heading} />
        ))}
      </datalist>
      <div className={css.fields}>
        {COLUMN_FIELDS.map((field) => {
          const value = said.map[field] ?? '';
          const found = foundFor(field);
          return (
            <Field
              key={field}
              label={COLUMN_WORDS[field]}
              hint={found.length > 0 ? `Đang lấy: ${found.map((one) => `“${one}”`).join(', ')}` : undefined}
              errors={canBeMapped(value) ? [] : ['Tiêu đề có dấu “;”: hãy ghi chữ cái của cột.']}
              limit={{ text: value, max: MAX_HEADING }}
            >
              {(control) => (
                <input
                  {...control}
                  className={css.text}
                  list={list}
                  value={value}
                  onChange={({ target }) => onSay({ ...said, map: { ...said.map, [field]: target.value } })}
                />
              )}
            </Field>
          );
        })}
      </div>
    </fieldset>
  );
}

function About({ view, said, onSay, error }: PartProps & Pick<CorrectionsProps, 'error'>) {
  const about = view?.about ?? null;
  const lacksYear = view?.unreadable.some(({ at }) => at === 'year') ?? false;
  const code = error instanceof ProblemError ? error.code : '';
  const errorsOf = (field: string, ofCode?: string) => [
    ...flawsAt(error, field),
    ...(code === ofCode ? [messageOf(error)] : []),
  ];
  return (
    <fieldset className={common.group}>
      <legend>Thông tin văn bản</legend>
      <p className={common.small}>Chỉ cần ghi điều tệp không ghi hoặc ghi khác.</p>
      <div className={css.fields}>
        <Field
          label="Tên chương trình"
          errors={errorsOf('title')}
          hint={about ? `Đang lấy: ${about.title}` : undefined}
          limit={{ text: said.title, max: MAX_TITLE }}
        >
          {(control) => (
            <Input
              {...control}
              value={said.title}
              onChange={({ target }) => onSay({ ...said, title: target.value })}
            />
          )}
        </Field>
        <Field
          label="Cơ quan ban hành"
          errors={errorsOf('issuer')}
          hint={about ? `Đang lấy: ${about.issuer}` : undefined}
          limit={{ text: said.issuer, max: MAX_TITLE }}
        >
          {(control) => (
            <Input
              {...control}
              value={said.issuer}
              onChange={({ target }) => onSay({ ...said, issuer: target.value })}
            />
          )}
        </Field>
        <Field
          label="Năm của văn bản"
          errors={[
            ...errorsOf('year', 'unknown-year'),
            ...(lacksYear ? ['Tệp không ghi năm: hãy ghi ở đây.'] : []),
          ]}
          hint={about?.documentYear ? `Đang lấy: ${about.documentYear}` : undefined}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              maxLength={4}
              value={said.year}
              onChange={({ target }) => onSay({ ...said, year: target.value.replace(/\D/g, '') })}
            />
          )}
        </Field>
        <Field
          label="Ngày ban hành"
          errors={errorsOf('issued', 'unknown-day')}
          hint={about?.issuedOn ? `Đang lấy: ${day(about.issuedOn)}` : 'Để tính “kể từ ngày ban hành”.'}
        >
          {(control) => (
            <DayPicker
              {...control}
              value={said.issued === '' ? null : said.issued}
              onChange={(issued) => onSay({ ...said, issued: issued ?? '' })}
            />
          )}
        </Field>
        <Field
          label="Số văn bản làm căn cứ sửa"
          errors={errorsOf('document')}
          hint={view ? `Đang lấy: ${view.document.number}` : undefined}
          limit={{ text: said.document, max: MAX_NUMBER }}
        >
          {(control) => (
            <Input
              {...control}
              value={said.document}
              onChange={({ target }) => onSay({ ...said, document: target.value })}
            />
          )}
        </Field>
      </div>
    </fieldset>
  );
}
