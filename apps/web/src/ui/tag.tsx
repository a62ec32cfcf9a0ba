import type { ReactNode } from 'react';
import css from './tag.module.css';
import {
  BUCKET_WORDS,
  type Bucket,
  EXPLANATION_WORDS,
  type ExplanationState,
  LEVEL_WORDS,
  OUTCOME_WORDS,
  type Outcome,
  STATUS_WORDS,
  type Status,
  type Tone,
} from './words.js';

interface TagProps {
  readonly tone: Tone;
  /** What stands for the colour where there is none; screen readers leave it out. */
  readonly sign?: string | undefined;
  readonly children: ReactNode;
}

/** A word in its colour, with its sign. */
export function Tag({ tone, sign, children }: TagProps) {
  return (
    <span className={`${css.tag} ${css[tone]}`}>
      {sign ? (
        <span className={css.sign} aria-hidden="true">
          {sign}
        </span>
      ) : null}
      {children}
    </span>
  );
}

export function BucketTag({ bucket }: { readonly bucket: Bucket }) {
  const { text, tone, sign } = BUCKET_WORDS[bucket];
  return (
    <Tag tone={tone} sign={sign}>
      {text}
    </Tag>
  );
}

export function StatusTag({ status }: { readonly status: Status }) {
  const { text, tone, sign } = STATUS_WORDS[status];
  return (
    <Tag tone={tone} sign={sign}>
      {text}
    </Tag>
  );
}

export function OutcomeTag({ outcome }: { readonly outcome: Outcome }) {
  const { text, tone, sign } = OUTCOME_WORDS[outcome];
  return (
    <Tag tone={tone} sign={sign}>
      {text}
    </Tag>
  );
}

/** Its text begins with the number, which is sign enough. @param level 1 to 4 */
export function LevelTag({ level }: { readonly level: number }) {
  const word = LEVEL_WORDS[level];
  return <Tag tone={word?.tone ?? 'unknown'}>{word?.text ?? `Mức ${level}`}</Tag>;
}

/** @param overdue asked for, and the day has passed without an answer */
export function ExplanationTag({
  state,
  overdue = false,
}: {
  readonly state: ExplanationState;
  readonly overdue?: boolean;
}) {
  const { text, tone, sign } = EXPLANATION_WORDS[state];
  return (
    <Tag tone={overdue ? 'bad' : tone} sign={sign}>
      {text}
      {overdue ? ', quá hạn' : ''}
    </Tag>
  );
}

/** Says that figures come from a simulation, wherever they are shown. */
export function SimulatedTag() {
  return (
    <Tag tone="info" sign="◇">
      Dữ liệu mô phỏng
    </Tag>
  );
}
