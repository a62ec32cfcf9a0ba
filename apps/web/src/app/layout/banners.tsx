import { Link, useLocation } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { areNow, useClocks } from '../../api/clocks.js';
import { connection } from '../../api/connection.js';
import type { LiveSession } from '../../api/session.js';
import { useStore } from '../../api/store.js';
import { NOW } from '../../api/transport.js';
import { day, dayOf, instant } from '../../ui/format.js';
import { knownText } from '../../ui/known-time.js';
import { useSetClocks } from '../address-clocks.js';
import { isReadOnly } from '../pages.js';
import { writeAddress } from '../search.js';
import css from './banners.module.css';

const COMPARING = '/so-sanh';

/** A page's address without the clocks. */
function pageOf({ pathname, search }: { readonly pathname: string; readonly search: object }): string {
  return `${pathname}${writeAddress({ ...search, ngay: undefined, biet: undefined })}`;
}

const MINUTE_MS = 60_000;
const machineDay = () => dayOf(Date.now());

function everyMinute(listener: () => void): () => void {
  const timer = window.setInterval(listener, MINUTE_MS);
  return () => window.clearInterval(timer);
}

/** What the reader must know before any figure: which time is shown, whether it is live, whose day counts. */
export function Banners({ live }: { readonly live: LiveSession }) {
  const clocks = useClocks();
  const setClocks = useSetClocks();
  const location = useLocation();
  const comparing = location.pathname === COMPARING;
  const line = useStore(connection);
  const here = useSyncExternalStore(everyMinute, machineDay);
  const { asOf, asKnownAt } = clocks;
  return (
    <section className={css.banners} aria-label="Lưu ý">
      {areNow(clocks) || comparing ? null : (
        <div className={`${css.banner} ${css.past}`} role="status">
          <p>
            <strong>Không phải số liệu hiện tại.</strong>{' '}
            {asOf === null ? 'Nói đến hôm nay' : `Nói đến hết ngày ${day(asOf)}`},{' '}
            {asKnownAt === null
              ? 'theo những gì biết đến bây giờ'
              : `theo những gì đã ghi nhận đến ${knownText(asKnownAt)}`}
            .
          </p>
          <span className={`${css.ways} no-print`}>
            <Link to="/so-sanh" search={{ trang: pageOf(location) }}>
              So với hiện tại
            </Link>
            <Button size="small" onClick={() => setClocks(NOW)}>
              Về hiện tại
            </Button>
          </span>
        </div>
      )}
      {line.state === 'lost' ? <Lost since={line.since} /> : null}
      {isReadOnly(live.principal) ? (
        <p className={`${css.banner} ${css.quiet} no-print`}>
          Tài khoản kiểm tra, giám sát: chỉ xem, không thay đổi được nội dung nào.
          {live.viewsRecorded ? (
            <>
              {' '}
              <strong>Theo quy chế đang áp dụng, mỗi lượt xem của tài khoản này được ghi lại.</strong>
            </>
          ) : null}
        </p>
      ) : null}
      {here === live.serverDate ? null : (
        <p className={`${css.banner} ${css.quiet} no-print`}>
          Máy này đang để ngày {day(here)}, máy chủ là ngày {day(live.serverDate)}. Mọi hạn được tính theo
          ngày của máy chủ.
        </p>
      )}
    </section>
  );
}

const PATIENCE_MS = 1_500;

/** A connection that comes back at once is not worth a word. */
function Lost({ since }: { readonly since: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setShown(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <p className={`${css.banner} ${css.lost}`} role="alert">
      <strong>Mất kết nối với máy chủ</strong> từ {instant(new Date(since).toISOString())}. Số liệu trên trang
      có thể đã cũ; nội dung đang nhập vẫn được giữ trên máy này. Trang tự nối lại.
    </p>
  );
}
