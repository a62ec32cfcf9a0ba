import { Link } from '@tanstack/react-router';
import type { WarningsSearch } from '../../app/searches.js';
import { number } from '../../ui/format.js';
import { LEVEL_WORDS } from '../../ui/words.js';
import css from './level-links.module.css';

const LEVELS = [4, 3, 2, 1] as const;

interface LevelLinksProps {
  readonly search: WarningsSearch;
  readonly countOf: (level: number) => number;
  readonly all: number;
}

/** How many there are of each level; each opens its own. */
export function LevelLinks({ search, countOf, all }: LevelLinksProps) {
  const { muc } = search;
  return (
    <nav aria-label="Theo mức" className={css.levels}>
      <Link
        to="/canh-bao"
        search={{ ...search, muc: undefined }}
        className={css.level}
        aria-current={muc === undefined ? 'true' : undefined}
      >
        <strong>{number(all)}</strong> Tất cả các mức
      </Link>
      {LEVELS.map((level) => (
        <Link
          key={level}
          to="/canh-bao"
          search={{ ...search, muc: level }}
          className={`${css.level} ${css[LEVEL_WORDS[level]?.tone ?? 'unknown']}`}
          aria-current={muc === level ? 'true' : undefined}
        >
          <strong>{number(countOf(level))}</strong> {LEVEL_WORDS[level]?.text}
        </Link>
      ))}
    </nav>
  );
}
