import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** The id of an event's line in the history of this page. */
export const lineId = (event: string) => `su-kien-${event}`;

/** What a figure says, leading to its event in the history of this page. Without an event: the figure alone. */
export function EventLink({
  event,
  children,
}: {
  readonly event: string | null;
  readonly children: ReactNode;
}) {
  if (event === null) return children;
  return (
    <Link
      from="/nhiem-vu/$assignment"
      to="."
      search={(before) => ({ ...before, suKien: event })}
      resetScroll={false}
      title="Xem trong lịch sử"
      // Where the address names it already, nothing changes: one is led there all the same.
      onClick={() => document.getElementById(lineId(event))?.scrollIntoView({ block: 'center' })}
    >
      {children}
    </Link>
  );
}
