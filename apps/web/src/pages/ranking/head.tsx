import type { ScorecardListDto } from '../../client/types.gen.js';
import { day, goalPercent, instant } from '../../ui/format.js';
import { SimulatedTag, Tag } from '../../ui/tag.js';

type Head = Pick<ScorecardListDto, 'span' | 'asOf' | 'goal' | 'provisional' | 'simulated'>;

/** Of what span, as of when, whether it may still change. */
export function ScorecardLead({ head }: { readonly head: Head }) {
  const { span, asOf, goal, provisional, simulated } = head;
  return (
    <>
      <span>
        {day(span.first)} – {day(span.last)}; số liệu tính đến {instant(asOf)}; mục tiêu {goalPercent(goal)}
      </span>
      {provisional ? (
        <Tag tone="watch" sign="…">
          Tạm tính: còn kỳ chưa qua hạn chốt
        </Tag>
      ) : null}
      {simulated ? <SimulatedTag /> : null}
    </>
  );
}
