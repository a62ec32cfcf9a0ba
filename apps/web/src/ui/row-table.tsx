import { useVirtualizer } from '@tanstack/react-virtual';
import { Button } from 'antd';
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { number } from './format.js';
import css from './row-table.module.css';
import { useNarrow, usePrinting } from './use-media.js';

/** One column. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** A width of CSS grid: `8rem`, `minmax(12rem, 2fr)`. */
  readonly width: string;
  readonly align?: 'end';
  /** The name by which the address sorts; left out: not sorted by it. */
  readonly sort?: string;
}

/** How the rows are sorted. */
export interface Sorting {
  readonly by: string;
  readonly descending: boolean;
}

interface RowTableProps<Row> {
  /** What the table is, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** How many there are in all, where the server says. */
  readonly total?: number;
  /** There are more: `onMore` reads the next page as one scrolls near the end. */
  readonly hasMore?: boolean;
  readonly loadingMore?: boolean;
  readonly onMore?: () => void;
  readonly sorting?: Sorting;
  readonly onSort?: (sorting: Sorting) => void;
  /** Tells the lists from each other that this table may show: another one begins at its top. */
  readonly list?: string;
  /** Of a wide row, before it is measured, in pixels. */
  readonly rowHeight?: number;
}

const ROW_PX = 49;
const CARD_PX = 170;
const BEFORE_END = 10;
/** Rows are placed by script, which the elements of a table don't allow: roles say what they are. */
const AS = {
  table: (label: string, count: number) => ({ role: 'table', 'aria-label': label, 'aria-rowcount': count }),
  group: { role: 'rowgroup' },
  row: (place: number) => ({ role: 'row', 'aria-rowindex': place }),
  cell: { role: 'cell' },
  head: (order: 'ascending' | 'descending' | 'none' | undefined) => ({
    role: 'columnheader',
    'aria-sort': order,
  }),
} as const;
/** The least width of a column: `minmax(12rem, 2fr)` needs 12rem. */
const leastOf = (width: string) => /^minmax\(\s*([^,]+),/.exec(width)?.[1] ?? width;
/** Shorter lists need no scrolling of their own. */
const PLAIN_ROWS = 60;

/**
 * Rows and columns that stay smooth with ten thousand rows: only those in sight are in the page. On narrow screens each
 * row is a card; in print all that were read are there.
 */
export function RowTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  total,
  hasMore = false,
  loadingMore = false,
  onMore,
  sorting,
  onSort,
  list,
  rowHeight = ROW_PX,
}: RowTableProps<Row>) {
  const narrow = useNarrow();
  const printing = usePrinting();
  const scroller = useRef<HTMLDivElement>(null);
  const plain = printing || (rows.length <= PLAIN_ROWS && !hasMore);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? CARD_PX : rowHeight),
    overscan: 8,
    getItemKey: (index) => keyOf(rows[index] as Row),
    enabled: !plain,
  });
  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (!plain && hasMore && !loadingMore && lastSeen >= rows.length - BEFORE_END) onMore?.();
  }, [plain, hasMore, loadingMore, lastSeen, rows.length, onMore]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [list]);

  const grid = {
    '--columns': columns.map(({ width }) => width).join(' '),
    // On paper all columns share the sheet.
    '--printed': columns.map(({ width }) => `minmax(0, ${Number.parseFloat(leastOf(width))}fr)`).join(' '),
    // All rows are as wide as each other, whatever is in them.
    '--least': `calc(${columns.map(({ width }) => leastOf(width)).join(' + ')})`,
  } as CSSProperties;
  const cells = (row: Row) =>
    columns.map(({ key, title, render, align }) => (
      <div key={key} {...AS.cell} className={`${css.cell} ${align === 'end' ? css.end : ''}`}>
        <span className={css.name} aria-hidden="true">
          {title}
        </span>
        <div className={css.value}>{render(row)}</div>
      </div>
    ));
  return (
    <div className={css.whole} style={grid}>
      <div
        ref={scroller}
        {...AS.table(label, total ?? (hasMore ? -1 : rows.length + 1))}
        className={`${css.table} ${plain ? '' : css.scrolls}`}
        // What scrolls by itself must be reachable by keyboard.
        tabIndex={plain ? undefined : 0}
      >
        <div {...AS.group} className={css.headGroup}>
          <div {...AS.row(1)} className={css.head}>
            {columns.map((column) => (
              <Head key={column.key} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </div>
        </div>
        {plain ? (
          <div {...AS.group}>
            {rows.map((row, index) => (
              <div key={keyOf(row)} {...AS.row(index + 2)} className={css.row}>
                {cells(row)}
              </div>
            ))}
          </div>
        ) : (
          <div {...AS.group} className={css.space} style={{ height: virtual.getTotalSize() }}>
            {items.map(({ index, key, start }) => (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                {...AS.row(index + 2)}
                className={`${css.row} ${css.placed}`}
                style={{ transform: `translateY(${start}px)` }}
              >
                {cells(rows[index] as Row)}
              </div>
            ))}
          </div>
        )}
      </div>
      <p className={css.count} role="status">
        {total === undefined
          ? `${hasMore ? 'Đã tải ' : ''}${number(rows.length)} dòng${hasMore ? ', còn nữa' : ''}`
          : `${number(total)} dòng${rows.length < total ? `, đã tải ${number(rows.length)}` : ''}`}
        {loadingMore ? ' – đang tải thêm…' : ''}
        {hasMore && !loadingMore && onMore ? (
          <Button size="small" type="link" className="no-print" onClick={onMore}>
            Tải thêm
          </Button>
        ) : null}
      </p>
    </div>
  );
}

interface HeadProps<Row> {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
  readonly onSort: ((sorting: Sorting) => void) | undefined;
}

function Head<Row>({ column: { title, align, sort }, sorting, onSort }: HeadProps<Row>) {
  const active = sort !== undefined && sorting?.by === sort;
  const order = active ? (sorting.descending ? 'descending' : 'ascending') : undefined;
  return (
    <div
      {...AS.head(sort === undefined ? undefined : (order ?? 'none'))}
      className={`${css.cell} ${align === 'end' ? css.end : ''}`}
    >
      {sort !== undefined && onSort ? (
        <button
          type="button"
          className={css.sort}
          onClick={() => onSort({ by: sort, descending: active ? !sorting.descending : false })}
        >
          {title}
          <span aria-hidden="true">{order === undefined ? ' ⇅' : order === 'ascending' ? ' ↑' : ' ↓'}</span>
        </button>
      ) : (
        title
      )}
    </div>
  );
}
