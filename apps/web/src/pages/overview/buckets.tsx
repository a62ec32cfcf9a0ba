import { Link } from '@tanstack/react-router';
import type { OverviewDto } from '../../client/types.gen.js';
import { Figure } from '../../ui/figure.js';
import { number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { BUCKET_WORDS, BUCKETS } from '../../ui/words.js';
import css from './overview.module.css';

interface BucketsProps {
  readonly buckets: OverviewDto['buckets'];
  readonly total: number;
}

/** The ten groups that add up to all assignments. */
export function Buckets({ buckets, total }: BucketsProps) {
  return (
    <Panel title="Tình hình thực hiện" aside="phần giao nhiệm vụ">
      <div className={css.figures}>
        {BUCKETS.map((bucket) => {
          const count = buckets[bucket] ?? 0;
          const { text, tone, sign } = BUCKET_WORDS[bucket];
          return (
            <Figure key={bucket} label={text} tone={tone} sign={sign} share={total === 0 ? 0 : count / total}>
              <Link
                to="/nhiem-vu"
                search={{ nhom: bucket }}
                aria-label={`${number(count)}: ${text}, mở danh sách`}
              >
                {number(count)}
              </Link>
            </Figure>
          );
        })}
        <Figure label="Cộng" sign="Σ">
          <Link to="/nhiem-vu" aria-label={`${number(total)}: tất cả, mở danh sách`}>
            {number(total)}
          </Link>
        </Figure>
      </div>
    </Panel>
  );
}
