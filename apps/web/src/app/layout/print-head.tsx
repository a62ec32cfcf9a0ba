import { useClocks } from '../../api/clocks.js';
import type { LiveSession } from '../../api/session.js';
import { day } from '../../ui/format.js';
import { knownText } from '../../ui/known-time.js';
import { useProgrammeChoice } from '../programme.js';
import css from './print-head.module.css';

/** What paper must say of itself: of what, as of when and known by when, on which day and for whom. Not on the screen. */
export function PrintHead({ live }: { readonly live: LiveSession }) {
  const { programme } = useProgrammeChoice();
  const { asOf, asKnownAt } = useClocks();
  const about = asOf === null ? `hôm nay, ${day(live.serverDate)}` : `hết ngày ${day(asOf)}`;
  const known = asKnownAt === null ? 'khi in' : knownText(asKnownAt);
  return (
    <div className={css.head} data-print-head>
      <strong>{programme?.title ?? 'Theo dõi Nghị quyết 57'}</strong>
      <span>In ngày {day(live.serverDate)}</span>
      <span>
        Nói đến: {about} · Biết đến: {known}
      </span>
      <span>{live.principal.displayName}</span>
    </div>
  );
}
