import common from '../../ui/common.module.css';
import { day, instant } from '../../ui/format.js';
import type { Explanation } from './explanations.js';
import css from './warning.module.css';

/** What the unit stated: its text, its cause, its documents. */
export function StatedExplanation({
  stated: { at, text, cause, documents },
}: {
  readonly stated: Explanation;
}) {
  return (
    <blockquote className={css.quote}>
      <p className={common.small}>
        Giải trình của đơn vị lúc {instant(at)}, nêu nguyên nhân{' '}
        <strong>{cause === 'objective' ? 'khách quan' : 'chủ quan'}</strong>:
      </p>
      <p className={css.text} dir="auto">
        {text}
      </p>
      {documents.length === 0 ? (
        <p className={common.small}>Không kèm văn bản.</p>
      ) : (
        <ul className={css.list}>
          {documents.map(({ number, date, issuer, sha256 }) => (
            <li key={`${number} ${date} ${issuer}`}>
              <bdi>{number}</bdi>, ngày {day(date)}, <bdi>{issuer}</bdi>
              {sha256 ? <p className={css.sum}>SHA-256 {sha256}</p> : null}
            </li>
          ))}
        </ul>
      )}
    </blockquote>
  );
}
