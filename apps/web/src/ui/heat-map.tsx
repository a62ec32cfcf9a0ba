import { type KeyboardEvent, useRef, useState } from 'react';
import { useFollowLinks } from '../app/href.js';
import css from './heat-map.module.css';
import type { Tone } from './words.js';

/** One field: how it stands, as colour, sign and sentence, and where its list is. */
export interface HeatCell {
  readonly tone: Tone;
  /** Short: `✕3`. */
  readonly sign: string;
  /** All of it, for screen readers and the pointer. */
  readonly label: string;
  readonly href: string;
}

export interface HeatColumn {
  readonly key: string;
  readonly title: string;
  /** A mark under the title, as “đã chốt”, with its words. */
  readonly mark?: { readonly sign: string; readonly text: string };
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a place; null: it isn't one of the grid's. */
function destination(
  { key, ctrlKey }: KeyboardEvent,
  { row, column }: Place,
  columns: number,
  rows: number,
): Place | null {
  switch (key) {
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'Home':
      return { row: ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrlKey ? rows - 1 : row, column: columns - 1 };
    default:
      return null;
  }
}

/** The elements are a table's; arrows move between its fields, as in a grid. */
const GRID = { role: 'grid' } as const;

interface HeatMapProps<Row> {
  readonly label: string;
  /** What the first column holds. */
  readonly corner: string;
  readonly columns: readonly HeatColumn[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly nameOf: (row: Row) => string;
  /** Null: nothing was expected. */
  readonly cellOf: (row: Row, column: HeatColumn) => HeatCell | null;
}

/**
 * A grid of fields told by colour and by sign. One stop of the Tab key; arrows, Home and End move in it, Enter opens the
 * list behind a field.
 */
export function HeatMap<Row>({ label, corner, columns, rows, keyOf, nameOf, cellOf }: HeatMapProps<Row>) {
  const follow = useFollowLinks();
  const table = useRef<HTMLTableElement>(null);
  const [chosen, setAt] = useState<Place>({ row: 0, column: 0 });
  const within = ({ row, column }: Place): Place => ({
    row: Math.max(0, Math.min(rows.length - 1, row)),
    column: Math.max(0, Math.min(columns.length - 1, column)),
  });
  // There may be fewer rows by now, and still one stop of the Tab key.
  const at = within(chosen);
  const go = (place: Place) => {
    const to = within(place);
    setAt(to);
    table.current?.querySelector<HTMLElement>(`[data-at="${to.row}.${to.column}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const to = destination(event, at, columns.length, rows.length);
    if (!to) return;
    event.preventDefault();
    go(to);
  };
  return (
    <div className={css.scroll}>
      <table
        ref={table}
        {...GRID}
        aria-label={label}
        className={css.map}
        onClick={follow}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className={css.corner}>
              {corner}
            </th>
            {columns.map(({ key, title, mark }) => (
              <th key={key} scope="col" title={mark?.text}>
                {title}
                {mark ? (
                  <>
                    <span aria-hidden="true" className={css.mark}>
                      {mark.sign}
                    </span>
                    <span className="sr-only"> ({mark.text})</span>
                  </>
                ) : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, rowIndex) => (
            <tr key={keyOf(row)}>
              <th scope="row">{nameOf(row)}</th>
              {columns.map((column, columnIndex) => {
                const cell = cellOf(row, column);
                const here = at.row === rowIndex && at.column === columnIndex;
                const place = {
                  'data-at': `${rowIndex}.${columnIndex}`,
                  tabIndex: here ? 0 : -1,
                  onFocus: () => setAt({ row: rowIndex, column: columnIndex }),
                };
                return (
                  <td key={column.key}>
                    {cell === null ? (
                      <span {...place} className={css.none}>
                        <span className="sr-only">không có</span>
                      </span>
                    ) : (
                      <a
                        {...place}
                        href={cell.href}
                        className={`${css.cell} ${css[cell.tone]}`}
                        title={cell.label}
                      >
                        {cell.sign}
                        <span className="sr-only"> {cell.label}</span>
                      </a>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
