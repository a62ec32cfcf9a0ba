import { Tag } from '../../ui/tag.js';
import { LEVEL_WORDS } from '../../ui/words.js';

/** A warning's level where there is little room; to whom it goes is told to the pointer and to screen readers. */
export function ShortLevel({ level }: { readonly level: number }) {
  if (level === 0) return <>không có</>;
  const { text, tone } = LEVEL_WORDS[level] ?? { text: `Mức ${level}`, tone: 'unknown' as const };
  return (
    <span title={text}>
      <Tag tone={tone}>
        <span aria-hidden="true">Mức {level}</span>
        <span className="sr-only">{text}</span>
      </Tag>
    </span>
  );
}
