import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useReadPages } from '../../api/reads.js';
import type { HistoryLineDto } from '../../client/types.gen.js';
import { EventLine } from '../../ui/event-line.js';
import { NOTHING } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { ReadMore } from '../../ui/read-more.js';
import { Answer, Empty } from '../../ui/states.js';
import { storedEvent } from '../../ui/stored-event.js';
import { lineId } from './event-link.js';
import css from './task.module.css';
import { historyOf } from './task.reads.js';

const route = getRouteApi('/khung/nhiem-vu/$assignment');

/** Who did it, in words: the position, and the unit where it isn't said by that. */
function whoDid({ actor: { name, roleText, unitName } }: HistoryLineDto): string {
  const who = name ?? roleText;
  return unitName === null || who.includes(unitName) ? who : `${who} (${unitName})`;
}

/** What happened to the assignment and its warnings, a sentence each; one that the address names is opened. */
export function History({ assignment }: { readonly assignment: string }) {
  const { suKien } = route.useSearch();
  const query = useReadPages(historyOf(assignment));
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isThere = lines.some(({ eventId }) => eventId === suKien);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, moreError } = query;
  const goesOn = hasNextPage && !isFetchingNextPage && moreError === null;
  useEffect(() => {
    if (suKien !== undefined && !isThere && goesOn) void fetchNextPage();
  }, [suKien, isThere, goesOn, fetchNextPage]);
  return (
    <Panel title="Lịch sử" aside="Cũ nhất trước; mỗi câu mở ra sự kiện như đã ghi">
      <Answer query={query} what="lịch sử">
        {() => (
          <>
            {suKien !== undefined && !isThere && !hasNextPage ? (
              <p role="status">
                Lịch sử này không có sự kiện <code>{suKien.slice(0, 60)}</code>.{' '}
                <Link
                  from="/nhiem-vu/$assignment"
                  to="."
                  search={(before) => ({ ...before, suKien: undefined })}
                  resetScroll={false}
                >
                  Bỏ khỏi địa chỉ
                </Link>
              </p>
            ) : null}
            {lines.length === 0 ? (
              <Empty title="Chưa có sự kiện nào" />
            ) : (
              <ol className={css.lines}>
                {lines.map((line) => (
                  <Line
                    key={`${line.eventId} ${line.eventId === suKien}`}
                    line={line}
                    meant={line.eventId === suKien}
                  />
                ))}
              </ol>
            )}
            <ReadMore query={query} />
          </>
        )}
      </Answer>
    </Panel>
  );
}

function Line({ line, meant }: { readonly line: HistoryLineDto; readonly meant: boolean }) {
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!meant) return;
    element.current?.scrollIntoView({ block: 'center' });
    element.current?.focus({ preventScroll: true });
  }, [meant]);
  return (
    <li
      id={lineId(line.eventId)}
      ref={element}
      className={meant ? css.meant : ''}
      tabIndex={meant ? -1 : undefined}
    >
      <EventLine
        event={{ ...line, who: line.rule === null ? whoDid(line) : null }}
        stored={storedEvent(line.eventId)}
        startsOpen={meant}
      >
        {line.changes.length > 0 ? (
          <ul className={css.changes}>
            {line.changes.map(({ field, label, from, to }) => (
              <li key={field}>
                {label}: {from ?? NOTHING} → {to ?? NOTHING}
              </li>
            ))}
          </ul>
        ) : null}
      </EventLine>
    </li>
  );
}
