import type { JudgementDto } from '../client/types.gen.js';
import { Tag } from './tag.js';
import type { Word } from './words.js';

export type Verdict = JudgementDto['verdict'];

/** How an indicator stands, in the order in which it asks to be looked at. */
export const VERDICT_WORDS: Readonly<Record<Verdict, Word>> = {
  'off-track': { text: 'Chậm so với lộ trình', tone: 'bad', sign: '✕' },
  'at-risk': { text: 'Có nguy cơ', tone: 'watch', sign: '!' },
  'on-track': { text: 'Đúng tiến độ', tone: 'good', sign: '▶' },
  achieved: { text: 'Đạt', tone: 'good', sign: '✓' },
  'cannot-be-judged': { text: 'Chưa đánh giá được', tone: 'unknown', sign: '?' },
};

export const VERDICTS = Object.keys(VERDICT_WORDS) as Verdict[];

export function VerdictTag({ verdict }: { readonly verdict: Verdict }) {
  const { text, tone, sign } = VERDICT_WORDS[verdict];
  return (
    <Tag tone={tone} sign={sign}>
      {text}
    </Tag>
  );
}
