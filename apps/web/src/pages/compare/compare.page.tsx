import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import { areNow, useClocks } from '../../api/clocks.js';
import { useSession, useToday } from '../../api/session.js';
import { type Clocks, NOW } from '../../api/transport.js';
import { useSetClocks } from '../../app/address-clocks.js';
import { pagesOf } from '../../app/pages.js';
import { Pane } from '../../app/pane.js';
import { useProgramme } from '../../app/programme.js';
import { parseAddress, writeAddress } from '../../app/search.js';
import { DayPicker } from '../../ui/day-picker.js';
import { Field } from '../../ui/field.js';
import filters from '../../ui/filters.module.css';
import { day } from '../../ui/format.js';
import { knownDay, knownText } from '../../ui/known-time.js';
import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';
import css from './compare.module.css';

const route = getRouteApi('/khung/so-sanh');

/** The page that is shown when none is named. */
const USUAL = '/tong-quan';
/** What can't be shown within itself, or asks for a login. */
const NOT_SHOWN = ['/so-sanh', '/dang-nhap'];
/** Names of pages that the navigation doesn't lead to, by the first part of their paths. */
const NAMES: Readonly<Record<string, string>> = {
  '/nhiem-vu': 'Nhiệm vụ',
  '/canh-bao': 'Cảnh báo',
  '/chi-tieu': 'Chỉ tiêu',
  '/cap-nhat': 'Cập nhật hằng tháng',
  '/tra-cuu': 'Tra cứu',
};
const FIRST_PART = /^\/[^/?]+/;

const isShown = (page: string) => !NOT_SHOWN.includes(FIRST_PART.exec(page)?.[0] ?? '');

/** The page with programme and clocks in its address. */
function addressOf(page: string, programme: string, { asOf, asKnownAt }: Clocks): string {
  const [path, search = ''] = page.split('?');
  const { ngay: _asOf, biet: _knownAt, ...own } = parseAddress(search);
  return `${path}${writeAddress({ ct: programme, ...own, ngay: asOf, biet: asKnownAt })}`;
}

/** The page alone, without what each side adds. */
function pageOf(href: string): string {
  const [path, search = ''] = href.split('?');
  const { ct: _programme, ngay: _asOf, biet: _knownAt, ...own } = parseAddress(search);
  return `${path}${writeAddress(own)}`;
}

function momentText({ asOf, asKnownAt }: Clocks): string {
  const known =
    asKnownAt === null
      ? 'theo những gì biết đến bây giờ'
      : `theo những gì đã ghi nhận đến ${knownText(asKnownAt)}`;
  return `${asOf === null ? 'nói đến hôm nay' : `nói đến hết ngày ${day(asOf)}`}, ${known}`;
}

/** Any page as it was, beside the same page as it is. A link followed on one side is followed on the other. */
export function ComparePage() {
  const { trang: asked = USUAL } = route.useSearch();
  const shown = isShown(asked) ? asked : USUAL;
  const navigate = route.useNavigate();
  const { id: programme } = useProgramme();
  const { principal } = useSession();
  const clocks = useClocks();
  const setClocks = useSetClocks();
  const today = useToday();
  const choices = pagesOf(principal).map(({ to, label }): { to: string; label: string } => ({ to, label }));
  const go = useCallback(
    (href: string) => {
      const page = pageOf(href);
      if (isShown(page)) void navigate({ search: (before) => ({ ...before, trang: page }) });
    },
    [navigate],
  );
  return (
    <Page
      title="Xưa và nay"
      lead="Cùng một trang ở hai thời điểm. Mở liên kết ở bên nào, bên kia cũng chuyển theo."
    >
      <div className={`${filters.filters} no-print`}>
        <Field label="Trang">
          {(control) => (
            <select
              {...control}
              value={shown}
              onChange={({ target }) =>
                void navigate({ search: (before) => ({ ...before, trang: target.value }) })
              }
            >
              {choices.some(({ to }) => to === shown) ? null : (
                <option value={shown}>{NAMES[FIRST_PART.exec(shown)?.[0] ?? ''] ?? shown} (đang mở)</option>
              )}
              {choices.map(({ to, label }) => (
                <option key={to} value={to}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Xưa: nói đến ngày">
          {(control) => (
            <DayPicker
              {...control}
              value={clocks.asOf}
              max={today}
              placeholder="hôm nay"
              onChange={(asOf) => setClocks({ ...clocks, asOf })}
            />
          )}
        </Field>
        <Field label="Xưa: biết đến hết ngày">
          {(control) => (
            <DayPicker
              {...control}
              value={knownDay(clocks.asKnownAt)}
              max={today}
              placeholder="bây giờ"
              onChange={(asKnownAt) => setClocks({ ...clocks, asKnownAt })}
            />
          )}
        </Field>
      </div>
      {areNow(clocks) ? (
        <Empty title="Chưa chọn thời điểm để so với hiện tại">
          Chọn ngày mà số liệu nói đến, hoặc ngày mà đến hết ngày ấy đã biết, hoặc cả hai.
        </Empty>
      ) : (
        <div className={css.sides}>
          <Side title="Xưa" about={momentText(clocks)} past>
            <Pane href={addressOf(shown, programme, clocks)} onGo={go} />
          </Side>
          <Side title="Nay" about={momentText(NOW)}>
            <Pane href={addressOf(shown, programme, NOW)} onGo={go} />
          </Side>
        </div>
      )}
    </Page>
  );
}

interface SideProps {
  readonly title: string;
  readonly about: string;
  readonly past?: boolean;
  readonly children: ReactNode;
}

function Side({ title, about, past = false, children }: SideProps) {
  return (
    <section className={`${css.side} ${past ? css.past : ''}`} aria-label={`${title}: ${about}`}>
      <p className={css.about}>
        <strong>{title}</strong> – {about}
      </p>
      <div className={css.page}>{children}</div>
    </section>
  );
}
