import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { messageOf, OfflineError, ProblemError } from '../api/problem.js';
import css from './states.module.css';

interface StateProps {
  readonly sign: string;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** What interrupts is told at once; what merely is there waits its turn. */
  readonly urgent?: boolean;
}

function State({ sign, title, children, action, urgent = false }: StateProps) {
  return (
    <div className={css.state} role={urgent ? 'alert' : 'status'}>
      <span className={css.sign} aria-hidden="true">
        {sign}
      </span>
      <p className={css.title}>{title}</p>
      {children ? <div className={css.text}>{children}</div> : null}
      {action ? <div className="no-print">{action}</div> : null}
    </div>
  );
}

/** Somebody waits. @param what what is being read, as “danh sách nhiệm vụ” */
export function Loading({ what = 'số liệu' }: { readonly what?: string }) {
  return (
    <div className={css.loading} role="status">
      <span className={css.bars} aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      <span>Đang tải {what}…</span>
    </div>
  );
}

/** There is nothing, and that is right so. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <State sign="∅" title={title}>
      {children}
    </State>
  );
}

/** It can't be shown: no connection, no permission, not found, or a problem with its sentence. */
export function ErrorState({
  error,
  retry,
}: {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
}) {
  const again = retry ? <Button onClick={retry}>Thử lại</Button> : null;
  if (error instanceof OfflineError) {
    return (
      <State sign="⇎" title="Mất kết nối với máy chủ" action={again} urgent>
        Trang sẽ tự tải lại khi có kết nối.
      </State>
    );
  }
  if (error instanceof ProblemError && error.status === 403) return <NoPermission detail={error.detail} />;
  if (error instanceof ProblemError && error.status === 404) return <NotFound detail={error.detail} />;
  return (
    <State
      sign="!"
      title={error instanceof ProblemError ? error.title : 'Không hiển thị được'}
      action={again}
      urgent
    >
      <p>{messageOf(error)}</p>
      {error instanceof ProblemError && error.instance !== null && error.status >= 500 ? (
        <p>
          Mã yêu cầu, để báo người vận hành: <code>{error.instance}</code>
        </p>
      ) : null}
    </State>
  );
}

/** The account may not see this. */
export function NoPermission({ detail }: { readonly detail?: string }) {
  return (
    <State sign="⊘" title="Tài khoản này không được xem nội dung đó">
      {detail ?? 'Nếu công việc cần đến, hãy đề nghị người quản trị tài khoản cấp vai trò phù hợp.'}
    </State>
  );
}

/** The address names what there is not. */
export function NotFound({ detail }: { readonly detail?: string }) {
  return (
    <State sign="?" title="Không tìm thấy">
      {detail ?? 'Địa chỉ này không dẫn tới nội dung nào; có thể đã gõ nhầm hoặc liên kết đã cũ.'}
    </State>
  );
}

interface AnswerProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** What is being read, for the waiting. */
  readonly what?: string;
  readonly children: (data: Data) => ReactNode;
}

const MAY_NOT_SEE = [403, 404];

/** The account may not see it any more, as where its role was taken away. */
const isWithdrawn = (error: unknown): boolean =>
  error instanceof ProblemError && MAY_NOT_SEE.includes(error.status);

/**
 * The answer of a read, or why there is none (yet). An old answer stays on the page while a new one can't be had, unless
 * it may not be seen any more.
 */
export function Answer<Data>({ query, what, children }: AnswerProps<Data>) {
  if (query.isError && isWithdrawn(query.error)) return <ErrorState error={query.error} />;
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <Loading {...(what === undefined ? {} : { what })} />;
}
