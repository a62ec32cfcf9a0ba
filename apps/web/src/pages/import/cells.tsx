import { type KeyboardEvent, useState } from 'react';
import type { ImportViewDto, PlannedTaskDto } from '../../client/types.gen.js';
import { Field } from '../../ui/field.js';
import css from './import.module.css';
import { type CellSaid, type CellsSaid, cellKey, rowText } from './said.js';
import { COLUMN_WORDS, type ColumnField } from './words.js';

const MAX_CELL = 20_000;
const UNIT_FIELDS: readonly ColumnField[] = ['lead', 'coordinating'];
/** Fields whose cells may hold much. */
const LONG_FIELDS: readonly ColumnField[] = ['title', 'leaders', 'product', 'note'];
const TIME_FIELDS: readonly ColumnField[] = ['schedule', 'start', 'finish'];

/** What the cells of the preview need for being corrected. */
export interface Editing {
  readonly cells: CellsSaid;
  /** Null takes a correction back. */
  readonly onCell: (key: string, cell: CellSaid | null) => void;
  /** Id of the list of the units' names, and these. */
  readonly unitList: string;
  readonly unitNames: ReadonlySet<string>;
  readonly nameOf: (unit: string) => string;
  /** Rows that are open for correction, by place. */
  readonly open: ReadonlySet<string>;
  readonly onOpen: (row: string) => void;
}

/** The fields that are corrected in the preview's column of times: those that the file has. */
export function timeFields({ columns }: ImportViewDto): readonly ColumnField[] {
  const found = TIME_FIELDS.filter((field) => columns.some(({ headings }) => headings[field] !== undefined));
  return found.length > 0 ? found : ['schedule'];
}

interface RowButtonProps {
  readonly task: PlannedTaskDto;
  readonly editing: Editing;
}

/** Opens all fields of a row for correction. */
export function RowButton({ task: { origin }, editing: { open, onOpen } }: RowButtonProps) {
  const place = rowText(origin);
  const isOpen = open.has(place);
  return (
    <button
      type="button"
      className={`${css.mini} no-print`}
      aria-expanded={isOpen}
      aria-label={isOpen ? `Thôi sửa ${place}` : `Sửa ${place}`}
      onClick={() => onOpen(place)}
    >
      {isOpen ? 'Thôi sửa' : 'Sửa'}
    </button>
  );
}

interface CellsProps extends RowButtonProps {
  readonly fields: readonly ColumnField[];
}

/** The fields of one cell of the preview: what was corrected in them, and an input where one is due. */
export function Cells({ task, fields, editing }: CellsProps) {
  const { cells, onCell, open } = editing;
  const place = rowText(task.origin);
  return fields.map((field) => {
    const key = cellKey(task.origin, field);
    const made = task.corrections.find((one) => one.field === field && rowText(one.place) === place);
    const said = cells[key];
    const flaws = task.flaws.filter((flaw) => flaw.field === field).map(({ detail }) => detail);
    const isTouched = said?.to.trim() !== made?.to.trim();
    const isInput = open.has(place) || flaws.length > 0 || isTouched;
    if (!isInput && made === undefined) return null;
    return (
      <div key={field} className={`${css.cell} ${css.field}`}>
        {isInput ? (
          <CellInput
            task={task}
            field={field}
            value={said?.to}
            errors={isTouched ? [] : flaws}
            onChange={(to) => {
              const from = task.cells[field] ?? '';
              onCell(key, to === from ? null : { place: task.origin, field, from, to });
            }}
            editing={editing}
          />
        ) : null}
        {said === undefined && made === undefined ? null : (
          <Correction
            cell={(said ?? made) as CellSaid}
            onTakeBack={said === undefined ? null : () => onCell(key, null)}
          />
        )}
      </div>
    );
  });
}

interface LooseCellProps {
  /** Of a row that is none of a task's own. */
  readonly cell: { readonly place: CellSaid['place']; readonly field: ColumnField };
  readonly editing: Editing;
}

/** The input of a row that no task of the preview begins on: with a number of its own it is one. */
export function LooseCell({ cell: { place, field }, editing: { cells, onCell } }: LooseCellProps) {
  const key = cellKey(place, field);
  return (
    <Field
      label={`${COLUMN_WORDS[field]} (${rowText(place)})`}
      hint="Ghi số của nhiệm vụ nếu dòng là một nhiệm vụ; ghi “7 (tiếp theo)” nếu là phần tiếp của nhiệm vụ 7."
      limit={{ text: cells[key]?.to ?? '', max: MAX_CELL }}
    >
      {(control) => (
        <input
          {...control}
          className={css.text}
          value={cells[key]?.to ?? ''}
          onChange={({ target: { value } }) =>
            onCell(key, value === '' ? null : { place, field, from: '', to: value })
          }
        />
      )}
    </Field>
  );
}

interface CorrectionProps {
  readonly cell: CellSaid;
  /** Null: it is taken back already. */
  readonly onTakeBack: (() => void) | null;
  /** Where the row doesn't say it. */
  readonly withPlace?: boolean;
}

const quoted = (text: string, none: string) => (text.trim() === '' ? none : `“${text}”`);

/** What the file says of a cell and what is said instead. */
export function Correction({ cell: { place, field, from, to }, onTakeBack, withPlace }: CorrectionProps) {
  return (
    <div className={css.correction}>
      <p>
        {withPlace ? <strong>{rowText(place)}, </strong> : null}
        {COLUMN_WORDS[field]}: tệp ghi: <span className={css.words}>{quoted(from, 'không ghi')}</span>
        {onTakeBack === null ? '; đã bỏ sửa, chưa đọc lại' : '; sửa khi nhập: '}
        {onTakeBack === null ? null : <span className={css.words}>{quoted(to, 'để trống')}</span>}
      </p>
      {onTakeBack === null ? null : (
        <button
          type="button"
          className={`${css.mini} no-print`}
          aria-label={`Bỏ sửa: ${COLUMN_WORDS[field]}, ${rowText(place)}`}
          onClick={onTakeBack}
        >
          Bỏ sửa
        </button>
      )}
    </div>
  );
}

interface CellInputProps {
  readonly task: PlannedTaskDto;
  readonly field: ColumnField;
  /** Undefined: as the file says. */
  readonly value: string | undefined;
  readonly errors: readonly string[];
  readonly onChange: (value: string) => void;
  readonly editing: Editing;
}

function CellInput({ task, field, value, errors, onChange, editing }: CellInputProps) {
  const label = `${COLUMN_WORDS[field]} (${rowText(task.origin)})`;
  if (UNIT_FIELDS.includes(field)) {
    const inFile = namesInFile(task, field, editing.nameOf);
    return (
      <UnitsInput
        label={label}
        errors={errors}
        names={value === undefined ? inFile : partsOf(value)}
        onChange={(names) => {
          const isAsInFile = names.join() === inFile.join();
          onChange(isAsInFile ? (task.cells[field] ?? '') : names.join('; '));
        }}
        editing={editing}
      />
    );
  }
  const shown = value ?? task.cells[field] ?? '';
  return (
    <Field label={label} errors={errors} limit={{ text: shown, max: MAX_CELL }}>
      {(control) =>
        LONG_FIELDS.includes(field) ? (
          <textarea {...control} dir="auto" value={shown} onChange={({ target }) => onChange(target.value)} />
        ) : (
          <input
            {...control}
            className={css.text}
            value={shown}
            onChange={({ target }) => onChange(target.value)}
          />
        )
      }
    </Field>
  );
}

const partsOf = (text: string): readonly string[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The units that a cell of the file names, as they were understood. */
function namesInFile(task: PlannedTaskDto, field: ColumnField, nameOf: Editing['nameOf']): readonly string[] {
  const { definition, corrections, cells } = task;
  if (corrections.some((one) => one.field === field)) return partsOf(cells[field] ?? '');
  const [ids, unknown] =
    field === 'lead'
      ? [definition.leadUnits, definition.unknownLeadUnits]
      : [definition.coordinatingUnits, definition.unknownCoordinatingUnits];
  return [...ids.map(nameOf), ...unknown];
}

interface UnitsInputProps {
  readonly label: string;
  readonly errors: readonly string[];
  readonly names: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
  readonly editing: Editing;
}

/** Units one after another, each from the list or as it is typed. */
function UnitsInput({ label, errors, names, onChange, editing: { unitList, unitNames } }: UnitsInputProps) {
  const [typed, setTyped] = useState('');
  const add = (name: string) => {
    setTyped('');
    if (name !== '' && !names.includes(name)) onChange([...names, name]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || typed.trim() === '') return;
    event.preventDefault();
    add(typed.trim());
  };
  return (
    <Field
      label={label}
      errors={errors}
      hint="Chọn ở danh mục, hoặc gõ tên rồi nhấn Enter hay sang ô khác."
      limit={{ text: names.join('; '), max: MAX_CELL }}
    >
      {(control) => (
        <>
          {names.length === 0 ? null : (
            <ul className={css.chips}>
              {names.map((name) => (
                <li key={name} className={css.chip}>
                  <span className={css.words}>{name}</span>
                  <button
                    type="button"
                    aria-label={`Bỏ “${name}” khỏi ${label}`}
                    onClick={() => onChange(names.filter((one) => one !== name))}
                  >
                    ✕
                  </button>
                </li>
              ))}
            </ul>
          )}
          <input
            {...control}
            className={css.text}
            list={unitList}
            value={typed}
            placeholder="Thêm đơn vị"
            onKeyDown={onKeyDown}
            onBlur={() => add(typed.trim())}
            onChange={({ target }) =>
              unitNames.has(target.value) ? add(target.value) : setTyped(target.value)
            }
          />
        </>
      )}
    </Field>
  );
}
