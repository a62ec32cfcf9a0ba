import { Link } from '@tanstack/react-router';
import type { OverviewDto } from '../../client/types.gen.js';
import { Figure } from '../../ui/figure.js';
import { number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { LEVEL_WORDS, RULE_TEXT, RULES } from '../../ui/words.js';
import css from './overview.module.css';

/** The warnings that stand, by level and by rule. */
export function WarningLevels({ warnings }: { readonly warnings: OverviewDto['warnings'] }) {
  const { open, cleared, byLevel, byRule } = warnings;
  const share = (count: number) => (open === 0 ? 0 : count / open);
  return (
    <Panel
      title="Cảnh báo còn hiệu lực"
      aside={
        <Link to="/canh-bao" search={{ tinhTrang: 'cleared' }}>
          đã hết: {number(cleared)}
        </Link>
      }
    >
      <div className={css.figures}>
        {[4, 3, 2, 1].map((level) => {
          const count = byLevel[level] ?? 0;
          const word = LEVEL_WORDS[level];
          return (
            <Figure
              key={level}
              label={word?.text ?? ''}
              sign={word?.sign ?? ''}
              tone={word?.tone ?? 'unknown'}
              share={share(count)}
            >
              <Link
                to="/canh-bao"
                search={{ tinhTrang: 'open', muc: level }}
                aria-label={`${number(count)}: ${word?.text}, mở danh sách`}
              >
                {number(count)}
              </Link>
            </Figure>
          );
        })}
        <Figure label="Cộng" sign="Σ">
          <Link
            to="/canh-bao"
            search={{ tinhTrang: 'open' }}
            aria-label={`${number(open)} cảnh báo, mở danh sách`}
          >
            {number(open)}
          </Link>
        </Figure>
      </div>
      <h3>Theo loại</h3>
      <div className={css.figures}>
        {RULES.map((rule) => ({ rule, count: byRule[rule] ?? 0 })).map(({ rule, count }) => (
          <Figure key={rule} label={RULE_TEXT[rule]} sign="·">
            <Link
              to="/canh-bao"
              search={{ tinhTrang: 'open', quyTac: rule }}
              aria-label={`${number(count)}: ${RULE_TEXT[rule]}, mở danh sách`}
            >
              {number(count)}
            </Link>
          </Figure>
        ))}
      </div>
    </Panel>
  );
}
