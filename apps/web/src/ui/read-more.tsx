import { Button } from 'antd';
import { messageOf } from '../api/problem.js';
import type { PagesQuery } from '../api/reads.js';
import common from './common.module.css';

interface ReadMoreProps {
  readonly query: PagesQuery<unknown>;
  readonly label?: string;
}

/** The button that reads the next page of a list, and why that couldn't be read; nothing where there is none. */
export function ReadMore({ query, label = 'Xem tiếp' }: ReadMoreProps) {
  const { hasNextPage, isFetchingNextPage, moreError } = query;
  if (!hasNextPage) return null;
  return (
    <p className={`${common.buttons} no-print`}>
      <Button loading={isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {label}
      </Button>
      <span role="status" className={common.flaw}>
        {moreError === null ? '' : `Chưa tải được phần tiếp theo: ${messageOf(moreError)}`}
      </span>
    </p>
  );
}
