import { useLocation } from '@tanstack/react-router';
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { Button } from 'antd';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { messageOf } from '../api/problem.js';
import type { PagesQuery } from '../api/reads.js';
import common from './common.module.css';
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

export interface RowTableProps<Row> {
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
  /** Why the next page couldn't be read: told, and none is asked for by itself. */
  readonly moreError?: Error | null;
  /** Told which rows are seen, counted from 0. */
  readonly onView?: (rows: { readonly first: number; readonly last: number }) => void;
  /** Something has changed since rows that are read were asked: of those that are seen, or of others. */
  readonly behind?: 'seen' | 'unseen' | null;
  readonly sorting?: Sorting;
  readonly onSort?: (sorting: Sorting) => void;
  /** Tells the lists from each other that this table may show: another one begins at its top. */
  readonly list?: string;
  /** Of a wide row, before it is measured, in pixels. */
  readonly rowHeight?: number;
}

/** What a table takes of a list that is read in pages. */
export const moreOf = (query: PagesQuery<unknown>) => ({
  hasMore: query.hasNextPage,
  loadingMore: query.isFetchingNextPage,
  onMore: () => void query.fetchNextPage(),
  moreError: query.moreError,
  onView: query.onView,
  behind: query.behind,
});

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
/** A column's share of the sheet: what may grow on the screen gets more than its least there too. */
const printedShare = (width: string) => {
  const grows = Number(/, *([\d.]+)fr\)$/.exec(width)?.[1] ?? 0);
  return Number.parseFloat(leastOf(width)) * (1 + grows / 4);
};
/** Shorter lists need no scrolling of their own. */
const PLAIN_ROWS = 60;

/** Where a list stood when the page was left. */
interface Place {
  readonly list: string | undefined;
  readonly offset: number;
  readonly measured: VirtualItem[];
}

/** Places by entry of the browser's history and name of the table, so that going back finds the same rows. */
const places = new Map<string, Place>();
/** More than anybody goes back. */
const KEPT_PLACES = 50;

function placeOf(at: string, list: string | undefined): Place | undefined {
  const place = places.get(at);
  return place?.list === list ? place : undefined;
}

function keepPlace(at: string, place: Place): void {
  places.delete(at);
  places.set(at, place);
  const [oldest] = places.keys();
  if (places.size > KEPT_PLACES && oldest !== undefined) places.delete(oldest);
}

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
  moreError = null,
  onView,
  behind = null,
  sorting,
  onSort,
  list,
  rowHeight = ROW_PX,
}: RowTableProps<Row>) {
  const narrow = useNarrow();
  const printing = usePrinting();
  const scroller = useRef<HTMLDivElement>(null);
  const plain = printing || (rows.length <= PLAIN_ROWS && !hasMore);
  const entry = useLocation({ select: ({ state }) => state.__TSR_key ?? '' });
  const at = `${entry} ${label}`;
  const [begun] = useState(() => placeOf(at, list));
  const [toEnd, setToEnd] = useState(false);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? CARD_PX : rowHeight),
    overscan: 8,
    getItemKey: (index) => keyOf(rows[index] as Row),
    enabled: !plain,
    initialOffset: begun?.offset ?? 0,
    initialMeasurementsCache: begun?.measured ?? [],
  });
  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  const goesOn = hasMore && !loadingMore && moreError === null;
  useEffect(() => {
    if (!plain && goesOn && lastSeen >= rows.length - BEFORE_END) onMore?.();
  }, [plain, goesOn, lastSeen, rows.length, onMore]);
  const firstSeen = items[0]?.index ?? 0;
  useEffect(() => {
    onView?.(plain ? { first: 0, last: Math.max(0, rows.length - 1) } : { first: firstSeen, last: lastSeen });
  }, [plain, firstSeen, lastSeen, rows.length, onView]);

  const shown = useRef(list);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (plain || element === null) return;
    const place = placeOf(at, list);
    if (place !== undefined) element.scrollTo({ top: place.offset });
    // Another list begins at its top.
    else if (shown.current !== list) {
      element.scrollTo({ top: 0 });
      setToEnd(false);
    }
    shown.current = list;
    return () => keepPlace(at, { list, offset: element.scrollTop, measured: virtual.takeSnapshot() });
  }, [at, list, plain, virtual]);

  useEffect(() => {
    if (!toEnd) return;
    if (goesOn) onMore?.();
    else if (!hasMore) {
      setToEnd(false);
      virtual.scrollToIndex(rows.length - 1, { align: 'end' });
    }
  }, [toEnd, goesOn, hasMore, onMore, rows.length, virtual]);
  /** The list of which all rows are wanted, as for paper. */
  const [wanted, setWanted] = useState<string | null>(null);
  const all = wanted === (list ?? '');
  useEffect(() => {
    if (all && goesOn) onMore?.();
  }, [all, goesOn, onMore]);
  const onKeyDown = ({ key, target }: KeyboardEvent) => {
    // The end of the list, not of what has been read of it.
    if (!plain && target === scroller.current) setToEnd(key === 'End');
  };

  const grid = {
    '--columns': columns.map(({ width }) => width).join(' '),
    // All rows are as wide as each other, whatever is in them.
    '--least': `calc(${columns.map(({ width }) => leastOf(width)).join(' + ')})`,
  } as CSSProperties;
  // On paper all columns share the sheet; the head's cells say how.
  const shares = columns.map(({ width }) => printedShare(width));
  const sheet = shares.reduce((sum, share) => sum + share, 0);
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
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its role is a table's, which scrolls by keyboard */}
      <div
        ref={scroller}
        {...AS.table(label, total ?? (hasMore ? -1 : rows.length + 1))}
        className={`${css.table} ${plain ? '' : css.scrolls}`}
        // What scrolls by itself must be reachable by keyboard.
        tabIndex={plain ? undefined : 0}
        onKeyDown={onKeyDown}
        onWheel={toEnd ? () => setToEnd(false) : undefined}
      >
        <div {...AS.group} className={`${css.headGroup} ${onSort ? css.sortable : ''}`}>
          <div {...AS.row(1)} className={css.head}>
            {columns.map((column, index) => (
              <Head
                key={column.key}
                column={column}
                share={(shares[index] ?? 0) / sheet}
                sorting={sorting}
                onSort={onSort}
              />
            ))}
          </div>
        </div>
        {plain ? (
          <div {...AS.group} className={css.body}>
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
        {hasMore && onMore ? (
          <>
            {moreError === null ? null : (
              <span className={common.flaw}> – chưa tải được phần tiếp theo: {messageOf(moreError)}</span>
            )}
            <Button size="small" type="link" disabled={loadingMore} onClick={onMore}>
              Tải thêm
            </Button>
            <Button size="small" type="link" disabled={all} onClick={() => setWanted(list ?? '')}>
              Tải hết, như để in
            </Button>
            <span className={css.partly}> Chưa phải tất cả: bấm “Tải hết, như để in” rồi in lại.</span>
          </>
        ) : null}
      </p>
      {behind === null ? null : (
        <p className={`${css.count} ${behind === 'seen' ? css.behind : css.behindUnseen}`}>
          {behind === 'seen'
            ? 'Có thay đổi mới, đang đọc lại các dòng đang xem…'
            : 'Một số dòng chưa được đọc lại từ thay đổi gần nhất.'}
        </p>
      )}
    </div>
  );
}

interface HeadProps<Row> {
  readonly column: Column<Row>;
  /** Its part of the sheet, 0 to 1. */
  readonly share: number;
  readonly sorting: Sorting | undefined;
  readonly onSort: ((sorting: Sorting) => void) | undefined;
}

function Head<Row>({ column: { title, align, sort }, share, sorting, onSort }: HeadProps<Row>) {
  const active = sort !== undefined && sorting?.by === sort;
  const order = active ? (sorting.descending ? 'descending' : 'ascending') : undefined;
  return (
    <div
      {...AS.head(sort === undefined ? undefined : (order ?? 'none'))}
      style={{ '--printed': `${100 * share}%` } as CSSProperties}
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
