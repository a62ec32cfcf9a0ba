import { Button } from 'antd';
import type { ReactNode } from 'react';
import common from './common.module.css';
import css from './file-preview.module.css';
import { number } from './format.js';
import { Tag } from './tag.js';
import type { Word } from './words.js';

/** What would become of a row of a file. */
export function ActionTag({ word: { text, tone, sign } }: { readonly word: Word }) {
  return (
    <Tag tone={tone} sign={sign}>
      {text}
    </Tag>
  );
}

interface ActionFilterProps<Action extends string> {
  /** What is filtered, for screen readers. */
  readonly legend: string;
  readonly words: Readonly<Record<Action, Word>>;
  readonly counts: Readonly<Record<Action, number>>;
  readonly chosen: Action | undefined;
  readonly onChoose: (action: Action | undefined) => void;
}

/** How many rows of a file would become what; each shows its rows alone. */
export function ActionFilter<Action extends string>({
  legend,
  words,
  counts,
  chosen,
  onChoose,
}: ActionFilterProps<Action>) {
  return (
    <fieldset className={css.counts}>
      <legend className="sr-only">{legend}</legend>
      {(Object.keys(words) as Action[]).map((action) => (
        <button
          key={action}
          type="button"
          className={common.toggle}
          aria-pressed={chosen === action}
          onClick={() => onChoose(chosen === action ? undefined : action)}
        >
          <ActionTag word={words[action]} />
          <strong>{number(counts[action])}</strong>
        </button>
      ))}
    </fieldset>
  );
}

interface FlawListProps {
  readonly title: string;
  readonly count: number;
  /** Items of a list. */
  readonly children: ReactNode;
}

/** What is wrong with a file, place by place; nothing where nothing is. */
export function FlawList({ title, count, children }: FlawListProps) {
  if (count === 0) return null;
  return (
    <section className={common.problem} aria-label={title}>
      <h3>
        {title} ({number(count)})
      </h3>
      <ul className={css.list}>{children}</ul>
    </section>
  );
}

interface ConfirmationProps {
  /** Why it can't be confirmed, or what else is to be known. */
  readonly notes: readonly (string | null)[];
  /** Stands before the button. */
  readonly children?: ReactNode;
  readonly label: string;
  readonly disabled: boolean;
  readonly pending: boolean;
  readonly onConfirm: () => void;
}

/** The button by which the preview of a file becomes facts. */
export function Confirmation({ notes, children, label, disabled, pending, onConfirm }: ConfirmationProps) {
  return (
    <div className={`${common.sending} no-print`}>
      {notes.map((note) =>
        note === null ? null : (
          <p key={note} className={common.small}>
            {note}
          </p>
        ),
      )}
      {children}
      <Button type="primary" disabled={disabled} loading={pending} onClick={onConfirm}>
        {label}
      </Button>
    </div>
  );
}
