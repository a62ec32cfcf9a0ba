import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/reads.js';
import { useMay } from '../../api/session.js';
import common from '../../ui/common.module.css';
import { day, number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { Answer } from '../../ui/states.js';
import { Tag } from '../../ui/tag.js';
import { LEVEL_WORDS, RULE_TEXT } from '../../ui/words.js';
import css from './task.module.css';
import { openWarningsOf } from './task.reads.js';

/** The warnings that stand; nothing where none does. */
export function OpenWarnings({ assignment }: { readonly assignment: string }) {
  const query = useRead(openWarningsOf(assignment), { enabled: useMay('warning.read') });
  const items = query.data?.items ?? [];
  if (query.isError && query.data === undefined) {
    return (
      <Panel title="Cảnh báo còn hiệu lực">
        <Answer query={query}>{() => null}</Answer>
      </Panel>
    );
  }
  if (items.length === 0) return null;
  return (
    <Panel title={`Cảnh báo còn hiệu lực (${number(items.length)})`}>
      <ul className={css.warnings}>
        {items.map(({ id, level, rule, fact, raisedOn }) => (
          <li key={id}>
            <Tag tone={LEVEL_WORDS[level]?.tone ?? 'unknown'} sign="!">
              Mức {level}
            </Tag>
            <Link to="/canh-bao/$warning" params={{ warning: id }}>
              {RULE_TEXT[rule]}
            </Link>
            <span>{fact}</span>
            <span className={common.small}>từ {day(raisedOn)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
