import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import { Page } from '../ui/page.js';
import { ErrorState } from '../ui/states.js';
import css from './page-error.module.css';
import { InvalidSearchError } from './search.js';

/** The router wraps what a route's search function throws. */
function invalidSearch(error: unknown): InvalidSearchError | null {
  if (error instanceof InvalidSearchError) return error;
  return error instanceof Error && error.cause instanceof InvalidSearchError ? error.cause : null;
}

/** In place of a page that can't be shown: a filter that can't be read, or something unforeseen. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const search = invalidSearch(error);
  if (search) {
    return (
      <Page title="Bộ lọc trong địa chỉ không đọc được">
        <div className={css.box} role="alert">
          <p>Địa chỉ này có phần không hiểu được, có thể do sao chép thiếu hoặc gõ nhầm:</p>
          <ul>
            {search.flaws.map(({ name, text }) => (
              <li key={name}>
                <code>
                  {name}={text.slice(0, 80)}
                </code>
              </li>
            ))}
          </ul>
          <p>
            <Link to={router.state.location.pathname} search={{}}>
              Mở trang không có bộ lọc
            </Link>
          </p>
        </div>
      </Page>
    );
  }
  return (
    <Page title="Trang gặp lỗi">
      <ErrorState error={error} />
      <p className={css.again}>
        <Button
          onClick={() => {
            reset();
            void router.invalidate();
          }}
        >
          Mở lại trang
        </Button>
      </p>
    </Page>
  );
}
